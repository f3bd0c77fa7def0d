import { batchExecutorOf } from '../../tasks/executors.js';
import { runOnDatabase } from '../../tasks/run-on-database.js';
import { deployCommand } from './command.js';
import type { DeployExecutorOptions } from './schema.js';

export const deployBatchExecutor = batchExecutorOf<DeployExecutorOptions>((tasks, context) =>
  runOnDatabase(deployCommand, tasks, context),
);
