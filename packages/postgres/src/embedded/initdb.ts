import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { PostgresError } from '../postgres-error.js';
import { adopt, type Account, type Accounts } from './account.js';
import type { Binaries } from './binaries.js';
import type { Profile } from './cluster.js';
import { fileErrorIn, onFileError } from './file-errors.js';
import { dataDirectory } from './layout.js';
import { runProgram } from './program.js';
import { superuser } from './state.js';

const draftPrefix = 'init-';

/**
 * Makes the data directory of a cluster. It is built beside its place and renamed, so that it is complete or not there,
 * whatever is killed in between; what an earlier attempt left is removed.
 *
 * @throws {PostgresError} `EMBEDDED_INIT_FAILED`, `DATA_DIRECTORY_UNWRITABLE`, `DATA_DIRECTORY_FULL`.
 */
export async function initialise(
  home: string,
  profile: Profile,
  binaries: Binaries,
  accounts: Accounts,
  password: string,
): Promise<void> {
  removeDrafts(home);
  const draft = join(home, `${draftPrefix}${randomBytes(6).toString('hex')}`);
  try {
    onFileError(home, () => makeDraft(draft, password, accounts.server));
    const args = initdbArguments(draft, profile, binaries.major);
    const { exitCode, output } = await runProgram(binaries.initdb, args, { account: accounts.server });
    if (exitCode !== 0) throw initFailed(home, output);
    onFileError(home, () => renameSync(join(draft, 'data'), dataDirectory(home)));
  } finally {
    rmSync(draft, { recursive: true, force: true, maxRetries: 3 });
  }
}

/**
 * UTF-8, compared by code point, with Unicode's upper and lower case: the same on every machine and in every version of
 * its C library. Before PostgreSQL 17 only the plain C locale is that independent, and it knows ASCII letters only.
 */
function initdbArguments(draft: string, profile: Profile, major: number): readonly string[] {
  const locale = major >= 17 ? ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'] : ['--locale=C'];
  return [
    `--pgdata=${join(draft, 'data')}`,
    `--username=${superuser}`,
    `--pwfile=${join(draft, 'password')}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    ...locale,
    ...(profile.isDurable ? [] : ['--no-sync']),
  ];
}

/** The major version that a data directory was made by. */
export function dataVersion(dataDir: string): string {
  return readFileSync(join(dataDir, 'PG_VERSION'), 'utf8').trim();
}

/**
 * Gives the superuser a new password, without a server: for a cluster whose `server.json` was removed.
 *
 * @throws {PostgresError} `EMBEDDED_START_FAILED`.
 */
export async function resetPassword(
  home: string,
  binaries: Binaries,
  account: Account | undefined,
  password: string,
): Promise<void> {
  const args = ['--single', '-D', dataDirectory(home), 'postgres'];
  const input = `alter role ${superuser} password '${password}'\n`;
  const { exitCode, output } = await runProgram(binaries.postgres, args, { account, input });
  if (exitCode === 0) return;
  throw new PostgresError('EMBEDDED_START_FAILED', { directory: home, logFile: 'its output', log: output.slice(-5) });
}

function makeDraft(draft: string, password: string, account: Account | undefined): void {
  mkdirSync(draft);
  chmodSync(draft, 0o700);
  writeFileSync(join(draft, 'password'), `${password}\n`, { mode: 0o600 });
  adopt(join(draft, 'password'), account);
  adopt(draft, account);
}

/** An initdb that outlived its killed starter may still write to one of them: that one stays until the next time. */
function removeDrafts(home: string): void {
  for (const name of readdirSync(home).filter((entry) => entry.startsWith(draftPrefix))) {
    try {
      rmSync(join(home, name), { recursive: true, force: true, maxRetries: 3 });
    } catch {
      continue;
    }
  }
}

function initFailed(home: string, output: readonly string[]): PostgresError {
  const log = output.slice(-6);
  const hint = log.some((line) => line.includes('could not look up effective user ID'))
    ? 'this uid has no name: add it to /etc/passwd, or name a server with DATABASE_URL'
    : 'name a server with DATABASE_URL to work without the embedded one';
  return fileErrorIn(log, home) ?? new PostgresError('EMBEDDED_INIT_FAILED', { directory: home, log }, { hint });
}
