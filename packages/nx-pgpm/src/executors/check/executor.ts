import { executorOf } from '../../tasks/executors.js';
import { runCheck } from './run.js';

export const checkExecutor = executorOf(runCheck);
