import { PostgresError } from '../postgres-error.js';
import { errorCode } from './processes.js';

const unwritable: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  EROFS: 'read-only file system',
  ENOTDIR: 'something that is no directory is in the way',
  EEXIST: 'something that is no directory is in the way',
  ENOENT: 'the directory above it is missing',
};

const writableHint = 'make it writable, or name a server with DATABASE_URL';
const spaceHint = 'free some space, or name a server with DATABASE_URL';

/** Runs `action`, and turns what the file system refuses into an error that names the place and the remedy. */
export function onFileError<T>(directory: string, action: () => T): T {
  try {
    return action();
  } catch (cause) {
    const code = errorCode(cause) ?? '';
    if (code === 'ENOSPC' || code === 'EDQUOT') throw full(directory, cause);
    const reason = unwritable[code];
    if (reason === undefined) throw cause;
    throw new PostgresError('DATA_DIRECTORY_UNWRITABLE', { directory, reason }, { hint: writableHint, cause });
  }
}

/** The same for what initdb and the server print. Undefined when the log speaks of something else. */
export function fileErrorIn(log: readonly string[], directory: string): PostgresError | undefined {
  const text = log.join('\n');
  if (/No space left on device|Disk quota exceeded/.test(text)) return full(directory);
  const reason = /(?:could not|cannot) [^\n]*: (Permission denied|Read-only file system)/
    .exec(text)?.[1]
    ?.toLowerCase();
  if (reason === undefined) return undefined;
  return new PostgresError('DATA_DIRECTORY_UNWRITABLE', { directory, reason }, { hint: writableHint });
}

function full(directory: string, cause?: unknown): PostgresError {
  return new PostgresError('DATA_DIRECTORY_FULL', { directory }, { hint: spaceHint, cause });
}
