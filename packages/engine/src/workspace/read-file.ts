import { constants, readdirSync, readFileSync, type Dirent } from 'node:fs';
import type { EngineError } from '../errors/index.js';
import { decodeUtf8 } from '../formats/index.js';

export interface FileText {
  readonly text: string;
  readonly problems: readonly EngineError[];
}

/** A file as text; undefined when there is no such file. @param file - the path that problems name. */
export function readText(path: string, file: string): FileText | undefined {
  try {
    return decode(readFileSync(path, 'utf8'), () => readFileSync(path), file);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw withPath(error, file);
  }
}

/** Windows cannot refuse a link while it opens a file. Flags may be numbers, as for `open`, but the types of Node miss that. */
const flag = 'O_NOFOLLOW' in constants ? numericFlag(constants.O_RDONLY | constants.O_NOFOLLOW) : undefined;

function numericFlag(flags: number): string {
  return flags as unknown as string;
}

/**
 * The same for a file that is no symbolic link: to look first and then to read takes longer, and somebody might put a link
 * there in between.
 *
 * @returns `unknown` when it is a link, or when the system cannot tell.
 */
export function readPlainText(path: string, file: string): FileText | 'unknown' | undefined {
  if (flag === undefined) return 'unknown';
  try {
    // Node opens, reads and closes in one step.
    return decode(readFileSync(path, { encoding: 'utf8', flag }), () => readFileSync(path, { flag }), file);
  } catch (error) {
    if (isMissing(error)) return undefined;
    if (isLink(error)) return 'unknown';
    throw withPath(error, file);
  }
}

/** Of a folder that shall be read as a file, the system says no path. */
function withPath(error: unknown, path: string): unknown {
  return error instanceof Error && !('path' in error) ? Object.assign(error, { path }) : error;
}

/** What systems say who were to open no link: FreeBSD has a word of its own. */
function isLink(error: unknown): boolean {
  return hasCode(error, 'ELOOP') || hasCode(error, 'EMLINK');
}

/** Node reads a file as text in one call, and puts U+FFFD where it is no UTF-8. */
function decode(text: string, readBytes: () => Buffer, file: string): FileText {
  return text.includes('\uFFFD') ? decodeUtf8(readBytes(), file) : { text, problems: [] };
}

/** What a directory holds; nothing when it is none, is gone by now, or is closed to this user. */
export function listDirectory(dir: string): readonly Dirent[] {
  try {
    return readdirSync(dir, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** Whether a file system call failed because there is no such file. */
export function isMissing(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].some((code) => hasCode(error, code));
}

export function hasCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
