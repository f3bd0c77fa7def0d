import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { makeStateDirectory } from '../embedded/layout.js';
import { withLock } from '../embedded/lock.js';
import { errorCode, isAlive } from '../embedded/processes.js';
import { openWasmContext, startLimit, type WasmOptions } from './context.js';
import { findClaim, findWasm } from './shared.js';

/** What is known of the WASM server of a workspace. */
export interface WasmStatus {
  /** Whether it accepts connections. */
  readonly running: boolean;
  readonly pid?: number;
  readonly port?: number;
  /** Without the password. */
  readonly url?: string;
  /** Of PostgreSQL. */
  readonly version?: string;
  /** Where the data is, or would be made. */
  readonly dataDir: string;
}

/** Starts and changes nothing. */
export async function wasmStatus({ workspaceRoot }: WasmOptions): Promise<WasmStatus> {
  const context = openWasmContext({ workspaceRoot });
  const dataDir = join(context.home, 'data');
  const server = await findWasm(context);
  if (server === undefined) return { running: false, dataDir };
  const { pid, port, url, version } = server;
  return { running: true, pid, port, url, version, dataDir };
}

/** How long the server may take to write everything to disk, in ms. A statement that runs for longer is cut off. */
const patience = 15_000;
const pollInterval = 20;

/** Stops the server of a workspace; see `index.ts` for what it promises. */
export async function stopWasm({ workspaceRoot }: WasmOptions): Promise<boolean> {
  const { home, lockFile, accounts, workspaceRoot: root } = openWasmContext({ workspaceRoot });
  if (findClaim(home) === undefined) return false;
  makeStateDirectory(root, accounts);
  return withLock(lockFile, { owner: accounts.files, timeout: startLimit }, async () => {
    const claim = findClaim(home);
    if (claim === undefined) return false;
    signal(claim.pid, 'SIGTERM');
    const deadline = Date.now() + patience;
    while (isAlive(claim.pid)) {
      if (Date.now() > deadline) signal(claim.pid, 'SIGKILL');
      await sleep(pollInterval);
    }
    return true;
  });
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (errorCode(error) !== 'ESRCH') throw error;
  }
}
