import { executorOf } from '../../tasks/executors.js';
import { runCheck } from './run.js';

export default executorOf(runCheck);
