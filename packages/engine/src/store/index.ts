export type { BatchFailure, BatchPart, BatchResult, LastResult, PartOutcome } from './batch.js';
export { takeLock, type LockHolder } from './lock.js';
export {
  createRegistry,
  readChanges,
  readRequirements,
  recordDeployed,
  recordFailures,
  recordReverted,
  type FailureEvent,
  type NewChange,
} from './registry.js';
export { availableExtensions, readServer, type RegistryShape, type ServerFacts } from './server.js';
export { isDatabaseError, Session, type ClientConfig, type Notice } from './session.js';
