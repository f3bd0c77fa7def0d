import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { errorCode } from '../embedded/processes.js';
import { parseRecord } from '../embedded/state.js';
import { PostgresError } from '../postgres-error.js';

const packages = ['@electric-sql/pglite', '@electric-sql/pglite-postgis'] as const;

/** Changes when the same software would make a different snapshot. */
const snapshotFormat = 1;

/**
 * What a snapshot depends on, as a name for it: the versions of the packages, and the extensions that are in it.
 *
 * @throws {PostgresError} `WASM_UNAVAILABLE` when the packages, which are optional, were not installed.
 */
export function snapshotName(extensions: readonly string[]): string {
  const versions = packages.map((name) => `${name} ${installedVersion(name, extensions)}`);
  const key = JSON.stringify([snapshotFormat, versions, extensions]);
  return `wasm-${createHash('sha256').update(key).digest('hex').slice(0, 16)}.tar.gz`;
}

function installedVersion(name: string, extensions: readonly string[]): string {
  const manifest = join(dirname(dirname(entryOf(name, extensions))), 'package.json');
  return String(parseRecord(readFileSync(manifest, 'utf8'))['version']);
}

/** They are located, never loaded: the server is another process. */
function entryOf(name: string, extensions: readonly string[]): string {
  try {
    return createRequire(__filename).resolve(name);
  } catch (cause) {
    if (errorCode(cause) !== 'MODULE_NOT_FOUND') throw cause;
    const hint = 'install optional dependencies, or name a PostgreSQL with these extensions by DATABASE_URL';
    throw new PostgresError('WASM_UNAVAILABLE', { package: name, extensions }, { hint, cause });
  }
}
