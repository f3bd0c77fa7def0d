import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, readlinkSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { PostgresError } from '../postgres-error.js';
import { adopt, type Account } from './account.js';
import { onFileError } from './file-errors.js';
import { errorCode, isAlive, startTime } from './processes.js';
import { parseRecord } from './state.js';

/** Who holds a lock. `id` is never used twice, not even by the same process. */
interface Holder {
  readonly id: string;
  readonly pid: number;
  readonly started: string | undefined;
  /** The machine and its process table: a pid means nothing outside of them. */
  readonly machine: string;
}

export interface LockOptions<T> {
  /** Asked while waiting. What it finds is returned instead, without the lock. */
  readonly ready?: (() => Promise<T | undefined>) | undefined;
  /** Who the lock file belongs to: a user who finds a dead root's lock has to be able to remove it. */
  readonly owner?: Account | undefined;
  /** In ms. */
  readonly timeout?: number | undefined;
}

/** A holder that cannot be seen from here (another container) is given up after this time, in ms: no start takes longer. */
const unseenLimit = 120_000;
const pollInterval = 50;

/**
 * Runs `body` while no other process runs one under the same `file`. A holder that was killed, even with SIGKILL, holds
 * nothing: its pid and start time tell.
 *
 * @throws {PostgresError} `EMBEDDED_LOCKED`, and what `body` throws.
 */
export async function withLock<T>(
  file: string,
  { ready, owner, timeout = unseenLimit }: LockOptions<T>,
  body: () => Promise<T>,
): Promise<T> {
  const me = newHolder();
  const start = Date.now();
  while (!publish(file, me, owner)) {
    const holder = readHolder(file);
    if (holder === undefined) continue;
    if (isDead(holder, file)) {
      breakLock(file, holder, me, owner);
      continue;
    }
    const found = await ready?.();
    if (found !== undefined) return found;
    if (Date.now() - start > timeout) throw locked(file, holder, Date.now() - start);
    await sleep(pollInterval);
  }
  try {
    return await body();
  } finally {
    if (readHolder(file)?.id === me.id) unlink(file);
  }
}

/**
 * Removes the lock of a dead holder. Between seeing that it is dead and removing it, somebody else may have done so and
 * taken the lock; removing that one would let two in. So the right to remove is itself a lock, named after the dead
 * holder: whoever has it and still finds that holder can remove its file, and nobody else may.
 */
function breakLock(file: string, dead: Holder, me: Holder, owner: Account | undefined): void {
  const right = `${file}.${dead.id}`;
  if (!publish(right, me, owner)) {
    const other = readHolder(right);
    if (other !== undefined && isDead(other, right)) breakLock(right, other, me, owner);
    return;
  }
  if (readHolder(file)?.id === dead.id) unlink(file);
  unlink(right);
}

/** Creates `file` with its content in one step. False when it exists. */
function publish(file: string, holder: Holder, owner: Account | undefined): boolean {
  const draft = `${file}.${holder.id}.new`;
  try {
    writeFileSync(draft, JSON.stringify(holder), { mode: 0o600 });
    adopt(draft, owner);
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    const lacksLinks = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(errorCode(error) ?? '');
    return onFileError(dirname(file), () => {
      if (!lacksLinks) throw error;
      return publishWithoutLinks(file, holder);
    });
  } finally {
    unlink(draft);
  }
}

/** For file systems without hard links. The content may come after the file, which `readHolder` allows for. */
function publishWithoutLinks(file: string, holder: Holder): boolean {
  try {
    writeFileSync(file, JSON.stringify(holder), { mode: 0o600, flag: 'wx' });
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

function readHolder(file: string): Holder | undefined {
  try {
    return parseHolder(readFileSync(file, 'utf8'));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Text that cannot be read is a holder of an unknown machine: it counts until its time is over. */
function parseHolder(text: string): Holder {
  const fields = parseRecord(text);
  return {
    id: textOf(fields['id']) ?? 'unreadable',
    pid: Number(fields['pid'] ?? 0),
    started: textOf(fields['started']),
    machine: textOf(fields['machine']) ?? '',
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function isDead(holder: Holder, file: string): boolean {
  if (holder.machine !== machine()) {
    const stats = statSync(file, { throwIfNoEntry: false });
    return stats !== undefined && Date.now() - stats.mtimeMs > unseenLimit;
  }
  if (!isAlive(holder.pid)) return true;
  return holder.started !== undefined && startTime(holder.pid) !== holder.started;
}

function newHolder(): Holder {
  const id = randomBytes(8).toString('hex');
  return { id, pid: process.pid, started: startTime(process.pid), machine: machine() };
}

function machine(): string {
  try {
    return `${hostname()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}

function unlink(file: string): void {
  try {
    unlinkSync(file);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT' && errorCode(error) !== 'ENOTDIR') throw error;
  }
}

function locked(lockFile: string, holder: Holder, waited: number): PostgresError {
  const pid = holder.pid > 0 ? holder.pid : undefined;
  const hint = 'wait for that command, or end it; when no such command runs any more, remove the file';
  return new PostgresError('EMBEDDED_LOCKED', { lockFile, pid, waited }, { hint });
}
