export type { Place } from './connection/print.js';
export type { Cluster } from './embedded/cluster.js';
export type { EmbeddedOptions } from './embedded/context.js';
export type { EmbeddedServer } from './embedded/running.js';
export { startEmbedded } from './embedded/start.js';
export { embeddedStatus, type EmbeddedStatus } from './embedded/status.js';
export { stopEmbedded } from './embedded/stop.js';
export { findWorkspaceRoot } from './embedded/workspace-root.js';
export {
  findDatabase,
  findNamedDatabase,
  isServedByWasm,
  type ConfiguredServer,
  type Database,
  type FindOptions,
} from './find-database.js';
export { isPostgresError, PostgresError, type PostgresErrorCode, type PostgresFailures } from './postgres-error.js';
export { createScratchDatabase, type ScratchDatabase } from './scratch/scratch-database.js';
export type { WasmOptions } from './wasm/context.js';
export { startOwnWasm, type OwnWasmServer } from './wasm/own.js';
export type { WasmServer } from './wasm/server.js';
export { startWasm, type SharedWasmServer } from './wasm/shared.js';
export { stopWasm, wasmStatus, type WasmStatus } from './wasm/stop.js';
