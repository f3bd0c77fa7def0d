import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { PostgresError } from '../postgres-error.js';
import type { Account } from './account.js';
import { onFileError } from './file-errors.js';
import { errorCode } from './processes.js';
import { copyPackage, findPackage, manualHint, missingLinks, packageName } from './platform-package.js';
import { runProgram } from './program.js';

/** The programs of a PostgreSQL that runs here, under the account that will run it. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  /** Such as `18.4`. */
  readonly version: string;
  readonly major: number;
}

/**
 * Finds the server binaries: those of the workspace when it has chosen a version, otherwise ours.
 *
 * They are copied to `cache` when they do not run in place: their links are missing because install scripts were not
 * allowed, or `account` cannot read them, as in the home directory of root.
 *
 * @throws {PostgresError} `EMBEDDED_UNAVAILABLE`, `EMBEDDED_BINARIES_BROKEN`, and the codes for an unwritable cache.
 */
export async function findBinaries(
  workspaceRoot: string,
  cache: string,
  account: Account | undefined,
): Promise<Binaries> {
  const found = findPackage(workspaceRoot);
  const native = join(found.directory, 'native');
  const inPlace = missingLinks(found.directory).length === 0 ? await probe(native, account) : 'links are missing';
  if (typeof inPlace !== 'string') return inPlace;
  const copy = join(cache, `postgresql-${found.version}`);
  if (!existsSync(copy)) onFileError(copy, () => copyPackage(found.directory, copy));
  const copied = await probe(join(copy, 'native'), account);
  if (typeof copied !== 'string') return copied;
  const hint = `reinstall ${packageName()}, or ${manualHint}`;
  throw new PostgresError('EMBEDDED_BINARIES_BROKEN', { directory: copy, reason: copied }, { hint });
}

/** Runs the server once: the only test of permissions, libraries and the C library that covers everything. */
async function probe(native: string, account: Account | undefined): Promise<Binaries | string> {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const program = (name: string): string => join(native, 'bin', `${name}${suffix}`);
  try {
    const { exitCode, output } = await runProgram(program('postgres'), ['--version'], { account });
    const version = /PostgreSQL\)? (\d+(?:\.\d+)?)/.exec(output[0] ?? '')?.[1];
    if (exitCode !== 0 || version === undefined) return output[0] ?? `exit code ${String(exitCode)}`;
    const [initdb, postgres] = [program('initdb'), program('postgres')];
    return { initdb, postgres, version, major: Number.parseInt(version, 10) };
  } catch (error) {
    // For a file that exists, ENOENT speaks of the dynamic linker: a system with another C library.
    const isThere = errorCode(error) === 'ENOENT' && existsSync(program('postgres'));
    return isThere ? 'this system lacks the C library (glibc) that it was built for' : String(error);
  }
}
