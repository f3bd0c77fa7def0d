import { randomBytes } from 'node:crypto';

import {
  deploy,
  findModule,
  moduleAt,
  openWorkspace,
  readClosure,
  type ClosureContents,
  type Module,
  type Workspace,
} from '@pgpm/engine';
import { findDatabase } from '@pgpm/postgres';

import type { TestServer } from './server/connect.js';
import { Maintenance } from './server/maintenance.js';
import { databaseName, templateName } from './server/names.js';
import { cloneTemplate, type Clone } from './template/clone.js';
import { templateKey } from './template/key.js';
import { Place } from './test-database.js';

export interface TestDatabaseOptions {
  /** What to deploy, by module, npm or folder name, with everything it requires. Default: the module that `cwd` is in. */
  readonly module?: string | readonly string[] | undefined;
  /** Somewhere in the workspace. Default: the working directory. */
  readonly cwd?: string | undefined;
  /** A server to use instead of the one that `DATABASE_URL` names, or the embedded one. */
  readonly url?: string | undefined;
}

/** A new database, and the roles that the scripts of its modules mention. */
export interface MadeDatabase {
  readonly place: Place;
  readonly roles: readonly string[];
}

/** Modules to deploy, as the workspace has them. */
interface Subject {
  readonly workspace: Workspace;
  readonly modules: readonly Module[];
}

/**
 * Makes a database and passes it on to `use`, which opens its connections. When either fails, nothing is left behind.
 *
 * @throws {TestingError} `TEST_SERVER_UNAVAILABLE`, `TEST_DATABASE_NOT_CREATED`, `TEMPLATE_LOST`; what `@pgpm/engine`
 *   throws for unknown modules and failed deployments; what `@pgpm/postgres` throws when there is no server.
 */
export async function makeDatabase<T>(
  options: TestDatabaseOptions,
  use: (made: MadeDatabase) => Promise<T>,
): Promise<T> {
  const subject = chooseModules(options);
  const opening = findServer(subject.workspace, options.url).then((server) => Maintenance.open(server));
  const closure = readScripts(subject, opening);
  const maintenance = await opening;
  const name = databaseName(subject.modules[0]?.name ?? 'empty', randomBytes(6).toString('hex'));
  const place = new Place(maintenance, name);
  try {
    const { roles, finished } = await fill(maintenance, subject, closure, name);
    place.finished = finished;
    const [used] = await Promise.all([use({ place, roles }), finished]);
    return used;
  } catch (error) {
    // Should that fail as well, the first error says more, and the next test run cleans up.
    await place.teardown().catch(() => undefined);
    throw error;
  }
}

/** An empty list means an empty database. */
function chooseModules({ module, cwd = process.cwd() }: TestDatabaseOptions): Subject {
  const workspace = openWorkspace(cwd);
  if (module === undefined) return { workspace, modules: [moduleAt(workspace, cwd)] };
  const names = typeof module === 'string' ? [module] : module;
  return { workspace, modules: names.map((name) => findModule(workspace, name)) };
}

/** Reads what will be deployed while the server makes a session for us. Undefined for an empty database. */
function readScripts({ workspace, modules }: Subject, opening: Promise<Maintenance>): ClosureContents | undefined {
  if (modules.length === 0) return undefined;
  try {
    return readClosure({ workspace, targets: modules.map(({ name }) => name) });
  } catch (error) {
    opening.then((maintenance) => maintenance.close()).catch(() => undefined);
    throw error;
  }
}

async function findServer(workspace: Workspace, url: string | undefined): Promise<TestServer> {
  const { config, describe } = await findDatabase({ cwd: workspace.root, cluster: 'test', url });
  return { config, describe };
}

async function fill(
  maintenance: Maintenance,
  { workspace, modules }: Subject,
  closure: ClosureContents | undefined,
  name: string,
): Promise<Clone> {
  if (closure === undefined) {
    await maintenance.occupy(name);
    await maintenance.createEmpty(name, await maintenance.facts());
    return { roles: [], finished: Promise.resolve() };
  }
  const subject = modules[0]?.name ?? '';
  const source = {
    name: templateName(subject, templateKey(closure.digest, maintenance.server.config.user)),
    subject,
    scripts: closure.scripts,
    deploy: (database: TestServer['config']) =>
      deploy({ workspace, targets: modules.map((module) => module.name), database }),
  };
  return cloneTemplate(maintenance, source, name);
}
