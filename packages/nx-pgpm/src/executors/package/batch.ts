import { batchExecutorOf } from '../../tasks/executors.js';
import { runPackage } from './run.js';

/** What it prints goes through Nx into the cache, so that a hit shows the same. */
export const packageBatchExecutor = batchExecutorOf(runPackage, () => 'returned');
