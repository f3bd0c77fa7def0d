import { executorOf } from '../../tasks/executors.js';
import { runPackage } from './run.js';

export const packageExecutor = executorOf(runPackage);
