import { closeSync, constants, openSync, readSync, renameSync, statSync } from 'node:fs';

import { adopt, type Account } from './account.js';
import { linesOf } from './program.js';

/** A log is put aside at the next start when it is larger, in bytes. One old log is kept. */
const rotationSize = 5_000_000;

/** Opens the log for appending. A link in its place is refused: root would write to wherever it points. */
export function openLog(file: string, owner: Account | undefined): { descriptor: number; size: number } {
  const stats = statSync(file, { throwIfNoEntry: false });
  const isLarge = stats !== undefined && stats.size > rotationSize;
  if (isLarge) renameSync(file, `${file}.1`);
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND | (constants.O_NOFOLLOW || 0);
  const descriptor = openSync(file, flags, 0o600);
  adopt(file, owner);
  return { descriptor, size: isLarge ? 0 : (stats?.size ?? 0) };
}

/** The last lines written after byte `from`, at most `count`. */
export function readLog(file: string, from: number, count: number): readonly string[] {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  const length = Math.min(Math.max(size - from, 0), 16_384);
  const buffer = Buffer.alloc(length);
  const descriptor = openSync(file, 'r');
  try {
    readSync(descriptor, buffer, 0, length, size - length);
  } finally {
    closeSync(descriptor);
  }
  return linesOf(buffer.toString('utf8')).slice(-count);
}
