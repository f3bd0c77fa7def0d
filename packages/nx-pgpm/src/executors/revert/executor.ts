import { executorOf } from '../../tasks/executors.js';
import { runOnDatabase } from '../../tasks/run-on-database.js';
import { revertCommand } from './command.js';
import type { RevertExecutorOptions } from './schema.js';

export const revertExecutor = executorOf<RevertExecutorOptions>((tasks, context) =>
  runOnDatabase(revertCommand, tasks, context),
);
