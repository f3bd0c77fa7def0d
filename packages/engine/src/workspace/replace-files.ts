import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  type Stats,
} from 'node:fs';
import { hasCode } from './read-file.js';

/** What a file holds, as a whole. */
export interface FileContent {
  /** Absolute. */
  readonly path: string;
  readonly content: string | Buffer;
}

/**
 * Writes files, each as a whole: readers never see half of one. All are on the disk before the first is replaced; a failure
 * before leaves nothing behind. A link is replaced, not followed.
 */
export function replaceFiles(files: readonly FileContent[]): void {
  const staged: { readonly path: string; readonly temporary: string }[] = [];
  try {
    for (const { path, content } of files) staged.push({ path, temporary: writeBeside(path, content) });
    for (const { path, temporary } of staged) renameSync(temporary, path);
  } finally {
    for (const { temporary } of staged) rmSync(temporary, { force: true });
  }
}

/**
 * Writes what a file shall hold into a new one beside it, with the mode and the owner of that file. A file that may not be
 * written to may not be replaced either. A failure leaves nothing behind.
 *
 * @returns the path of the new file.
 */
export function writeBeside(path: string, content: string | Buffer): string {
  const temporary = `${path}.${randomUUID()}.tmp`;
  const present = statSync(path, { throwIfNoEntry: false });
  if (present?.isFile() === true) closeSync(openSync(path, 'r+'));
  try {
    writeFileSync(temporary, content, present === undefined ? {} : { mode: present.mode });
    if (present !== undefined) resemble(temporary, present);
  } catch (error) {
    // A name that is too long cannot even be removed.
    if (existsSync(temporary)) rmSync(temporary);
    throw error;
  }
  return temporary;
}

/** Gives a file the mode and the owner of another: a umask has a say in new files only. */
export function resemble(path: string, { uid, gid, mode }: Stats): void {
  const own = statSync(path);
  try {
    if (own.uid !== uid || own.gid !== gid) chownSync(path, uid, gid);
  } catch (error) {
    // Only root gives files away.
    if (!hasCode(error, 'EPERM')) throw error;
  }
  if (own.mode !== mode) chmodSync(path, mode);
}
