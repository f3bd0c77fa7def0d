export type { BatchFailure, BatchPart, BatchResult, LastResult, PartOutcome } from './batch.js';
export { expectState } from './expected-state.js';
export { literal } from './literal.js';
export { recordMoves, type Move } from './moves.js';
export {
  finishStatements,
  forgetBegunStatements,
  forgetStatements,
  noteStatements,
  readInvalidIndexes,
  type NotedScript,
} from './notes.js';
export { recordRunEnd, recordRunStart, type RunEnd, type RunOperation } from './runs.js';
export { readEvents, readRunning, readRuns, type HistoryEvent, type PastRun, type RunningRun } from './history.js';
export { readAvailable, readHealth, type ServerHealth } from './health.js';
export { findHolder, lockStatement, takeLock, type LockHolder } from './lock.js';
export {
  createRegistry,
  readKeptScripts,
  readRequirements,
  readState,
  registrySql,
  schemaVersion,
  recordDeployed,
  recordFailures,
  recordReverted,
  type FailureEvent,
  type NewChange,
} from './registry.js';
export {
  countRows,
  describeObjects,
  readObjects,
  readTouchedRows,
  type CatalogObject,
  type NamedObject,
} from './objects.js';
export {
  availableExtensions,
  noRegistry,
  ownTables,
  readServer,
  type OwnTable,
  type RegistryShape,
  type ServerFacts,
} from './server.js';
export { isDatabaseError, Session, type ClientConfig, type Notice } from './session.js';
