import { chmodSync, closeSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { PostgresError } from '../postgres-error.js';
import { serverEnvironment } from '../settings.js';
import type { Accounts } from './account.js';
import type { Binaries } from './binaries.js';
import type { Profile } from './cluster.js';
import { fileErrorIn, onFileError } from './file-errors.js';
import { dataDirectory, logFile } from './layout.js';
import { startOrphan } from './orphan.js';
import { choosePort, isListening } from './ports.js';
import { readPostmaster, type Postmaster } from './postmaster.js';
import { findOrphans, isAlive, isPostmaster } from './processes.js';
import { openLog, readLog } from './server-log.js';
import { loopback } from './state.js';

export interface LaunchRequest {
  readonly home: string;
  readonly profile: Profile;
  readonly binaries: Binaries;
  readonly accounts: Accounts;
  readonly preferredPort: number;
}

/** In ms. Long, because recovery after a crash reads the whole log. */
const startLimit = 90_000;
const pollInterval = 10;
/** Ports to try before the fault is not with the port. */
const portLimit = 10;

/**
 * Brings the server of a data directory up, and resolves when it accepts connections. One that already runs or is about
 * to, because its starter was killed, is waited for; remains of a killed one are cleared away.
 *
 * @throws {PostgresError} `EMBEDDED_START_FAILED`, `DATA_DIRECTORY_UNWRITABLE`, `DATA_DIRECTORY_FULL`.
 */
export async function launch(request: LaunchRequest): Promise<Postmaster> {
  const dataDir = dataDirectory(request.home);
  const deadline = Date.now() + startLimit;
  const avoid = new Set<number>();
  for (;;) {
    const running = await settle(dataDir, deadline);
    if (running !== undefined) return running;
    rmSync(join(dataDir, 'postmaster.pid'), { force: true });
    const port = await choosePort(request.preferredPort, avoid);
    const log = await attempt(request, port, deadline);
    if (log === undefined) continue;
    if (Date.now() > deadline || avoid.size >= portLimit || !(await canRetry(log, port, avoid, dataDir))) {
      throw startFailed(request.home, log);
    }
  }
}

/** Waits until the server of `dataDir` is ready. Undefined when none runs, or the one that did has ended. */
async function settle(dataDir: string, deadline: number): Promise<Postmaster | undefined> {
  for (;;) {
    const postmaster = readPostmaster(dataDir);
    if (postmaster === undefined || !isPostmaster(postmaster.pid, dataDir)) return undefined;
    if (postmaster.status === 'ready' && (await isListening(postmaster.port))) return postmaster;
    if (Date.now() > deadline) throw startFailed(dirname(dataDir), []);
    await sleep(pollInterval);
  }
}

/** Starts a server that outlives this process. Resolves with undefined when it is ready, with its log when it ended. */
async function attempt(request: LaunchRequest, port: number, deadline: number): Promise<readonly string[] | undefined> {
  const { home, binaries, accounts, profile } = request;
  const dataDir = dataDirectory(home);
  // The server refuses a directory that others can read, as after copying it carelessly.
  onFileError(dataDir, () => chmodSync(dataDir, 0o700));
  const log = onFileError(home, () => openLog(logFile(home), accounts.files));
  let end = 'ended before it was ready';
  try {
    const pid = await startOrphan({
      program: binaries.postgres,
      args: serverArguments(dataDir, port, profile),
      env: serverEnvironment(),
      account: accounts.server,
      log: log.descriptor,
    });
    while (isAlive(pid) && Date.now() <= deadline) {
      const postmaster = readPostmaster(dataDir);
      if (postmaster?.pid === pid && postmaster.status === 'ready') return undefined;
      await sleep(pollInterval);
    }
    if (isAlive(pid)) end = 'not ready in time';
  } catch (error) {
    end = error instanceof Error ? error.message : String(error);
  } finally {
    closeSync(log.descriptor);
  }
  const lines = readLog(logFile(home), log.size, 12);
  return lines.length > 0 ? lines : [end];
}

function serverArguments(dataDir: string, port: number, profile: Profile): readonly string[] {
  // No socket in the file system: its path could be too long, and the loopback address does everything.
  const place = ['-D', dataDir, '-p', String(port), '-h', loopback, '-k', ''];
  return [...place, ...profile.settings.flatMap((setting) => ['-c', setting])];
}

/** Whether the cause of a failed start can be helped; does so. */
async function canRetry(log: readonly string[], port: number, avoid: Set<number>, dataDir: string): Promise<boolean> {
  const text = log.join('\n');
  if (/could not bind|could not create any TCP\/IP sockets/.test(text)) {
    avoid.add(port);
    return true;
  }
  if (text.includes('pre-existing shared memory block')) {
    // Its postmaster is dead, so nothing it does can be saved, and recovery follows anyway.
    for (const pid of findOrphans(dataDir)) killQuietly(pid);
    await sleep(200);
    return true;
  }
  return /lock file "postmaster.pid" already exists/.test(text);
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
}

function startFailed(home: string, log: readonly string[]): PostgresError {
  const fields = { directory: home, logFile: logFile(home), log };
  const hint = `remove ${home} to begin anew (its databases are lost), or name a server with DATABASE_URL`;
  return fileErrorIn(log, dataDirectory(home)) ?? new PostgresError('EMBEDDED_START_FAILED', fields, { hint });
}
