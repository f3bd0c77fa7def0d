import { setTimeout as sleep } from 'node:timers/promises';

import { PostgresError } from '../postgres-error.js';
import { openContext, type EmbeddedOptions } from './context.js';
import { findHome, removeHome } from './home.js';
import { dataDirectory, makeStateDirectory } from './layout.js';
import { withLock } from './lock.js';
import { readPostmaster } from './postmaster.js';
import { errorCode, isPostmaster } from './processes.js';

/** How long a server may take to end its sessions and write everything to disk, in ms; then half of that to just end. */
const fastLimit = 30_000;
const immediateLimit = 15_000;
const pollInterval = 10;

/** Stops the server of a cluster; see `index.ts` for what it promises. */
export async function stopEmbedded(options: EmbeddedOptions): Promise<boolean> {
  const context = openContext(options);
  const { workspaceRoot, profile, accounts } = context;
  if (findHome(workspaceRoot, profile, accounts) === undefined) return false;
  makeStateDirectory(workspaceRoot, accounts);
  return withLock(context.lockFile, { owner: accounts.files }, async () => {
    const home = findHome(workspaceRoot, profile, accounts);
    if (home === undefined) return false;
    const wasRunning = await shutDown(dataDirectory(home));
    if (!profile.isDurable) removeHome(workspaceRoot, profile, home);
    return wasRunning;
  });
}

/**
 * Ends the server of a data directory. Call it under the lock.
 *
 * @returns whether there was one.
 * @throws {PostgresError} `EMBEDDED_STOP_FAILED`.
 */
export async function shutDown(dataDir: string): Promise<boolean> {
  const postmaster = readPostmaster(dataDir);
  if (postmaster === undefined || !isPostmaster(postmaster.pid, dataDir)) return false;
  // Fast shutdown: sessions end, everything is written. On Windows either signal is an abrupt end, and the next start
  // recovers from the log.
  if (await endsAfter('SIGINT', postmaster.pid, dataDir, fastLimit)) return true;
  if (await endsAfter('SIGQUIT', postmaster.pid, dataDir, immediateLimit)) return true;
  throw stopFailed(postmaster.pid, 'it did not react to SIGINT and SIGQUIT');
}

async function endsAfter(signal: NodeJS.Signals, pid: number, dataDir: string, limit: number): Promise<boolean> {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (errorCode(error) !== 'ESRCH') throw stopFailed(pid, String(errorCode(error)), error);
  }
  const deadline = Date.now() + limit;
  while (isPostmaster(pid, dataDir)) {
    if (Date.now() > deadline) return false;
    await sleep(pollInterval);
  }
  return true;
}

function stopFailed(pid: number, reason: string, cause?: unknown): PostgresError {
  const hint = `look at it with: ps -fp ${pid}`;
  return new PostgresError('EMBEDDED_STOP_FAILED', { pid, reason }, { hint, cause });
}
