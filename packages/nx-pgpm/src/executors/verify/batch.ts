import { batchExecutorOf } from '../../tasks/executors.js';
import { runOnDatabase } from '../../tasks/run-on-database.js';
import { verifyCommand } from './command.js';
import type { VerifyExecutorOptions } from './schema.js';

export const verifyBatchExecutor = batchExecutorOf<VerifyExecutorOptions>((tasks, context) =>
  runOnDatabase(verifyCommand, tasks, context),
);
