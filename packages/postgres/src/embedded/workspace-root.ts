import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import { PostgresError } from '../postgres-error.js';

const configurations = ['pgpm.json', 'pgpm.config.js'];

/**
 * The nearest directory with a `pgpm.json` or `pgpm.config.js`, `cwd` included.
 *
 * @throws {PostgresError} `NOT_IN_WORKSPACE`.
 */
export function findWorkspaceRoot(cwd: string): string {
  const start = resolve(cwd);
  for (let directory = start; ; directory = dirname(directory)) {
    if (configurations.some((file) => existsSync(join(directory, file)))) return directory;
    if (dirname(directory) === directory) break;
  }
  const hint = 'run pgpm init workspace at the root of the repository, or name a server with DATABASE_URL';
  throw new PostgresError('NOT_IN_WORKSPACE', { cwd: start }, { hint });
}
