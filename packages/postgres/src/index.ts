/** The public API. What decides where a database is is loaded at once, what starts and stops servers when it is called. */
import type { EmbeddedOptions } from './embedded/context.js';
import type { EmbeddedServer } from './embedded/running.js';
import type { EmbeddedStatus } from './embedded/status.js';
import type { Database } from './find-database.js';
import type { ScratchDatabase } from './scratch/scratch-database.js';
import type { WasmOptions } from './wasm/context.js';
import type { OwnWasmServer } from './wasm/own.js';
import type { SharedWasmServer } from './wasm/shared.js';
import type { WasmStatus } from './wasm/stop.js';

export type { DatabaseConfig } from './connection/database-config.js';
export type { Place } from './connection/print.js';
export type { Cluster } from './embedded/cluster.js';
export type { EmbeddedOptions } from './embedded/context.js';
export type { EmbeddedServer } from './embedded/running.js';
export type { EmbeddedStatus } from './embedded/status.js';
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
export { isConnectionVariable } from './settings.js';
export type { ScratchDatabase } from './scratch/scratch-database.js';
export type { WasmOptions } from './wasm/context.js';
export type { OwnWasmServer } from './wasm/own.js';
export type { WasmServer } from './wasm/server.js';
export type { SharedWasmServer } from './wasm/shared.js';
export type { WasmStatus } from './wasm/stop.js';

/**
 * The embedded server of a workspace. It is made and started when it does not run; whoever asks at the same time waits
 * for the same server. It stays when this process ends.
 *
 * @throws {PostgresError} the codes of `EMBEDDED_…` and `DATA_DIRECTORY_…`.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  return (await import('./embedded/start.js')).startEmbedded(options);
}

/** What is known of the embedded server of a workspace. Starts and changes nothing. */
export async function embeddedStatus(options: EmbeddedOptions): Promise<EmbeddedStatus> {
  return (await import('./embedded/status.js')).embeddedStatus(options);
}

/**
 * Stops the server of a cluster, whoever started it, and waits until it is gone. Sessions are ended, transactions
 * rolled back. The test cluster is removed with everything in it.
 *
 * @returns whether it was running.
 * @throws {PostgresError} `EMBEDDED_STOP_FAILED`, `EMBEDDED_LOCKED`.
 */
export async function stopEmbedded(options: EmbeddedOptions): Promise<boolean> {
  return (await import('./embedded/stop.js')).stopEmbedded(options);
}

/**
 * Makes an empty database beside `server`, and waits until no other scratch database or test deployment is busy with the
 * roles of the server. The role has to be allowed to create databases; it needs no other right. What killed commands left
 * behind is dropped.
 *
 * A session in the database that `server` names, or in `postgres`, holds the locks until `drop`: they end with the
 * process, however that ends, and tell everybody else that somebody is there.
 *
 * A server that was started for the caller alone, as that of WASM is, has one database: that is the scratch database then.
 *
 * @param subject - for the name of the database.
 * @throws {PostgresError} `SCRATCH_SERVER_UNAVAILABLE`, `SCRATCH_DATABASE_NOT_CREATED`.
 */
export async function createScratchDatabase(server: Database, subject: string): Promise<ScratchDatabase> {
  return (await import('./scratch/scratch-database.js')).createScratchDatabase(server, subject);
}

/**
 * Starts a server with an empty database in memory, in which `extensions` are installed. It ends with this process, however
 * that ends, and does not keep it from ending.
 *
 * @throws {PostgresError} `WASM_UNAVAILABLE`, `WASM_START_FAILED`, and the codes of `DATA_DIRECTORY_…` for the cache.
 */
export async function startOwnWasm(options: WasmOptions): Promise<OwnWasmServer> {
  return (await import('./wasm/own.js')).startOwnWasm(options);
}

/**
 * The WASM server of a workspace, with a database that stays. It is started when it does not run; whoever asks at the same
 * time waits for the same server. It stays when this process ends, and ends when nobody was connected for a quarter of an
 * hour.
 *
 * @throws {PostgresError} `WASM_UNAVAILABLE`, `WASM_START_FAILED`, `EMBEDDED_LOCKED`, the codes of `DATA_DIRECTORY_…`.
 */
export async function startWasm(options: WasmOptions): Promise<SharedWasmServer> {
  return (await import('./wasm/shared.js')).startWasm(options);
}

/** Starts and changes nothing. */
export async function wasmStatus(options: WasmOptions): Promise<WasmStatus> {
  return (await import('./wasm/stop.js')).wasmStatus(options);
}

/**
 * Stops the WASM server of a workspace, whoever started it, and waits until it is gone. Its database stays.
 *
 * @returns whether it was running.
 * @throws {PostgresError} `EMBEDDED_LOCKED`.
 */
export async function stopWasm(options: WasmOptions): Promise<boolean> {
  return (await import('./wasm/stop.js')).stopWasm(options);
}
