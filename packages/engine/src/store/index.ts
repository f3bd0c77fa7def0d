/** What every command asks of a database. `write.ts` has what records a run, `inspect.ts` what looks around. */
export type { BatchFailure, BatchPart, BatchResult, LastResult, Notice, PartOutcome } from './batch.js';
export {
  findHolder,
  isLockLost,
  lockedFileTransaction,
  lockedTransaction,
  lockStatement,
  lockUnsupported,
  plainTransaction,
  takeLock,
  unlockStatement,
  type LockHolder,
  type TransactionFrame,
} from './lock.js';
export { readForeignCode } from './foreign-code.js';
export { findLimit, type Limit } from './limits.js';
export {
  createRegistry,
  readKeptScripts,
  readRequirements,
  readState,
  registrySql,
  registryStatements,
  schemaVersion,
  recordDeployed,
  recordFailures,
  recordReverted,
  type FailureEvent,
  type NewChange,
} from './registry.js';
export {
  availableExtensions,
  noRegistry,
  ownTables,
  readServer,
  type OwnTable,
  type RegistryShape,
  type ServerFacts,
} from './server.js';
export { endsSession, isDatabaseError, Session, type ClientConfig, type DatabaseError } from './session.js';
