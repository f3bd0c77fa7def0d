import { readdirSync, readFileSync, type Dirent } from 'node:fs';
import type { EngineError } from '../errors/index.js';
import { decodeUtf8 } from '../formats/index.js';

export interface FileText {
  readonly text: string;
  readonly problems: readonly EngineError[];
}

/** A file as text; undefined when there is no such file. @param file - the path that problems name. */
export function readText(path: string, file: string): FileText | undefined {
  try {
    // Node reads a file as text in one call, and puts U+FFFD where it is no UTF-8.
    const text = readFileSync(path, 'utf8');
    return text.includes('\uFFFD') ? decodeUtf8(readFileSync(path), file) : { text, problems: [] };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
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
  return hasCode(error, 'ENOENT') || hasCode(error, 'ENOTDIR');
}

export function hasCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
