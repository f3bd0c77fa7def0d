import { randomBytes } from 'node:crypto';

import { deploy, findModule, moduleAt, openWorkspace, type Module, type Workspace } from '@pgpm/engine';
import { findDatabase } from '@pgpm/postgres';

import { createDatabase, dropDatabase, dropLeftovers, withDeployLock, withMaintenance } from './maintenance.js';
import type { TestServer } from './maintenance.js';
import { databaseName } from './names.js';
import { openTestDatabase, type TestDatabase } from './test-database.js';

export interface TestDatabaseOptions {
  /** What to deploy, by module, npm or folder name, with everything it requires. Default: the module that `cwd` is in. */
  readonly module?: string | readonly string[] | undefined;
  /** Somewhere in the workspace. Default: the working directory. */
  readonly cwd?: string | undefined;
  /** A server to use instead of the one that `DATABASE_URL` names, or the embedded one. */
  readonly url?: string | undefined;
}

/**
 * Makes a database of its own for a test file, deploys modules to it and connects. The server is the one of
 * `DATABASE_URL` or the `PG*` variables, where the role has to be allowed to create databases, and otherwise the
 * embedded test cluster. Other databases are left alone; roles are shared by all databases of a server.
 *
 * Call `teardown()` in `afterAll`. When this function fails, there is nothing to tear down.
 *
 * @throws {TestingError} `TEST_SERVER_UNAVAILABLE`, `TEST_DATABASE_NOT_CREATED`; what `@pgpm/engine` throws for unknown
 *   modules and failed deployments; what `@pgpm/postgres` throws when there is no server.
 */
export async function createTestDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const cwd = options.cwd ?? process.cwd();
  const workspace = openWorkspace(cwd);
  const modules = chooseModules(workspace, cwd, options.module);
  const server = await findServer(workspace, options.url);
  const name = databaseName(modules[0]?.name ?? 'empty', randomBytes(6).toString('hex'));
  return withMaintenance(server, async (maintenance) => {
    await dropLeftovers(maintenance);
    try {
      await createDatabase(maintenance, server, name);
      if (modules.length > 0) {
        const targets = modules.map((module) => module.name);
        const database = { ...server.config, database: name };
        await withDeployLock(maintenance, () => deploy({ workspace, targets, database }));
      }
      return await openTestDatabase(server, name);
    } catch (error) {
      // Should that fail as well, the first error says more, and the next test run cleans up.
      await dropDatabase(maintenance, name).catch(() => undefined);
      throw error;
    }
  });
}

/** An empty list means an empty database. */
function chooseModules(
  workspace: Workspace,
  cwd: string,
  chosen: string | readonly string[] | undefined,
): readonly Module[] {
  if (chosen === undefined) return [moduleAt(workspace, cwd)];
  const names = typeof chosen === 'string' ? [chosen] : chosen;
  return names.map((name) => findModule(workspace, name));
}

async function findServer(workspace: Workspace, url: string | undefined): Promise<TestServer> {
  const { config, describe, source } = await findDatabase({ cwd: workspace.root, cluster: 'test', url });
  return { config, describe, isEmbedded: source === 'embedded' };
}
