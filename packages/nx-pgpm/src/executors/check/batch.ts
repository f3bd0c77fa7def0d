import { batchExecutorOf } from '../../tasks/executors.js';
import { runCheck } from './run.js';

/** What it prints goes through Nx into the cache, so that a hit shows the same. */
export const checkBatchExecutor = batchExecutorOf(runCheck, () => 'returned');
