import { executorOf } from '../../tasks/executors.js';
import { runPackage } from './run.js';

export default executorOf(runPackage);
