import { batchExecutorOf } from '../../tasks/executors.js';
import { runOnDatabase } from '../../tasks/run-on-database.js';
import { statusCommand } from './command.js';
import type { StatusExecutorOptions } from './schema.js';

export const statusBatchExecutor = batchExecutorOf<StatusExecutorOptions>((tasks, context) =>
  runOnDatabase(statusCommand, tasks, context),
);
