import { readFileSync } from 'node:fs';
import type { EngineError } from '../errors/index.js';
import { decodeUtf8 } from '../formats/index.js';

export interface FileText {
  readonly text: string;
  readonly problems: readonly EngineError[];
}

/** A file as text; undefined when there is no such file. @param file - the path that problems name. */
export function readText(path: string, file: string): FileText | undefined {
  try {
    return decodeUtf8(readFileSync(path), file);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Whether a file system call failed because there is no such file. */
export function isMissing(error: unknown): boolean {
  return hasCode(error, 'ENOENT') || hasCode(error, 'ENOTDIR');
}

export function hasCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
