/** What looks at a database without being about to change it. */
export { readAvailable, readHealth, type ServerHealth } from './health.js';
export { readEvents, readRunning, readRuns, type HistoryEvent, type PastRun, type RunningRun } from './history.js';
export {
  countRows,
  describeObjects,
  readObjects,
  readTouchedRows,
  type CatalogObject,
  type NamedObject,
} from './objects.js';
