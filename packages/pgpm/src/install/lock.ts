import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CliError } from '../cli/failures.js';
import { isPackageName } from './specifier.js';
import { isVersion } from './versions.js';

/** What is recorded of an installed module. */
export interface LockEntry {
  readonly version: string;
  /** The name of its control file. */
  readonly module: string;
  /** Over its files; see `integrityOf`. */
  readonly integrity: string;
  /** It came because others need it. */
  readonly transitive: boolean;
}

export const lockFile = 'pgpm-lock.json';

/** By npm name. */
export type Lock = Readonly<Record<string, LockEntry>>;

/** @throws {CliError} `LOCK_FILE_INVALID`. */
export function readLock(root: string): Lock {
  return parseLock(readLockText(root));
}

/** Undefined when there is none. */
export function readLockText(root: string): string | undefined {
  const path = join(root, lockFile);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

/** @throws {CliError} `LOCK_FILE_INVALID`. */
export function parseLock(text: string | undefined): Lock {
  return text === undefined ? {} : parse(text).modules;
}

function parse(text: string): { readonly modules: Lock } {
  try {
    const value: unknown = JSON.parse(text);
    if (isLock(value)) return value;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new CliError('LOCK_FILE_INVALID', { path: lockFile }, 'restore it from git, or remove it and install again');
}

function isLock(value: unknown): value is { readonly modules: Lock } {
  if (!isObject(value) || value['lockfileVersion'] !== 1 || !isObject(value['modules'])) return false;
  return Object.entries(value['modules']).every(
    ([npmName, entry]) =>
      isPackageName(npmName) &&
      isObject(entry) &&
      typeof entry['version'] === 'string' &&
      isVersion(entry['version']) &&
      ['module', 'integrity'].every((key) => typeof entry[key] === 'string') &&
      typeof entry['transitive'] === 'boolean',
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

export function printLock(modules: Lock): string {
  const sorted = Object.fromEntries(Object.entries(modules).sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ lockfileVersion: 1, modules: sorted }, null, 2)}\n`;
}
