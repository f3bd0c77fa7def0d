import { randomUUID } from 'node:crypto';
import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { hasCode, isMissing } from '../workspace/index.js';

/** In the root of the workspace, while files are being replaced there. */
export const editLockFile = '.pgpm-edit.lock';

const pause = 10;

/** Edits take milliseconds: who holds the lock for 5 seconds has not lived to release it. */
const patience = 500;

/** Until the system's error is thrown, in pauses. */
const limit = 3000;

/**
 * Runs work while no other process does the same in this folder; waits for its turn. A folder that cannot be written to
 * is not locked.
 *
 * @param tries - pauses after which a lock that nobody has released is taken over.
 */
export function withEditLock<T>(root: string, work: () => T, tries = patience): T {
  const path = join(root, editLockFile);
  const isLocked = acquire(path, tries);
  try {
    return work();
  } finally {
    if (isLocked) rmSync(path, { force: true });
  }
}

function acquire(path: string, patientFor: number): boolean {
  const own = randomUUID();
  let holder: string | undefined;
  let seen = 0;
  for (let tries = 0; ; tries++) {
    try {
      create(path, own);
      return true;
    } catch (error) {
      if (isMissing(error) || hasCode(error, 'EACCES') || hasCode(error, 'EROFS')) return false;
      // Windows says EPERM of a file that is just being deleted.
      if ((!hasCode(error, 'EEXIST') && !hasCode(error, 'EPERM')) || tries >= limit) throw error;
    }
    const current = readHolder(path);
    seen = current === holder ? seen + 1 : 0;
    holder = current;
    if (seen > patientFor) rmSync(path, { force: true });
    else wait(pause);
  }
}

/** Where there is no room for the text, the file goes again: nobody would release it. */
function create(path: string, text: string): void {
  const file = openSync(path, 'wx');
  try {
    writeSync(file, text);
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
}

function readHolder(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** Files are written in one go, so nothing else of this process can go on meanwhile. */
function wait(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
