import { randomBytes } from 'node:crypto';

import {
  deploy,
  findModule,
  moduleAt,
  openWorkspace,
  readClosure,
  sortModules,
  type ClosureContents,
  type Module,
  type Workspace,
} from '@pgpm/engine';
import { findDatabase, isServedByWasm } from '@pgpm/postgres';

import { makeInWasm } from './make-in-wasm.js';
import type { TestServer } from './server/connect.js';
import { Maintenance } from './server/maintenance.js';
import { databaseName, templateName } from './server/names.js';
import { siteOf } from './server/site.js';
import { buildTemplate, type TemplateSource } from './template/build.js';
import { cloneTemplate, type Clone } from './template/clone.js';
import { templateKey } from './template/key.js';
import { Place } from './test-database.js';
import { TestingError } from './testing-error.js';

export interface TestDatabaseOptions {
  /** What to deploy, by module, npm or folder name, with everything it requires. Default: the module that `cwd` is in. */
  readonly module?: string | readonly string[] | undefined;
  /** Somewhere in the workspace. Default: the working directory. */
  readonly cwd?: string | undefined;
  /** A server to use instead of the one that `DATABASE_URL` names, or the embedded one. */
  readonly url?: string | undefined;
}

/** A new database, and the roles that the scripts of its modules mention. */
export interface MadeDatabase extends Clone {
  readonly place: Place;
}

/** Modules to deploy, as the workspace has them. */
interface Subject {
  readonly workspace: Workspace;
  readonly modules: readonly Module[];
  readonly url: string | undefined;
}

type Use<T> = (made: MadeDatabase) => Promise<T>;

/**
 * Makes a database and passes it on to `use`, which opens its connections. When either fails, nothing is left behind.
 * `use` may be called twice, unless it has got the roles: then the database stays as it is.
 *
 * @throws {TestingError} `TEST_SERVER_UNAVAILABLE`, `TEST_DATABASE_NOT_CREATED`, `TEMPLATE_LOST`; what `@pgpm/engine`
 *   throws for unknown modules and failed deployments; what `@pgpm/postgres` throws when there is no server.
 */
export async function makeDatabase<T>(options: TestDatabaseOptions, use: Use<T>): Promise<T> {
  const subject = chooseModules(options);
  const extensions = [...sortModules(subject.workspace.modules, subject.modules).extensions.keys()];
  if (isServedByWasm({ url: subject.url, extensions })) {
    const made = { roles: Promise.resolve([]) };
    return makeInWasm(subject.workspace, subject.modules, extensions, (place) => use({ ...made, place }));
  }
  try {
    return await attempt(subject, use, cloneTemplate);
  } catch (error) {
    if (!(error instanceof TestingError) || error.code !== 'TEMPLATE_LOST') throw error;
  }
  // The template is there, but is no longer what it was.
  return attempt(subject, use, async (maintenance, source, name) => {
    await buildTemplate(maintenance, source);
    return cloneTemplate(maintenance, source, name);
  });
}

async function attempt<T>(subject: Subject, use: Use<T>, clone: typeof cloneTemplate): Promise<T> {
  const opening = findServer(subject).then((server) => Maintenance.open(server));
  const closure = await readScripts(subject, opening);
  const maintenance = await opening;
  const name = databaseName(subject.modules[0]?.name ?? 'empty', randomBytes(6).toString('hex'));
  const place = new Place(siteOf(maintenance, name), name);
  try {
    const source = closure && sourceOf(subject, closure, maintenance.server);
    const { roles } = await (source ? clone(maintenance, source, name) : makeEmpty(maintenance, name));
    place.settled = roles;
    const [used] = await Promise.all([use({ place, roles }), roles]);
    return used;
  } catch (error) {
    // Should that fail as well, the first error says more, and the next test run cleans up.
    await place.teardown().catch(() => undefined);
    throw error;
  }
}

/** An empty list means an empty database. */
function chooseModules({ module, cwd = process.cwd(), url }: TestDatabaseOptions): Subject {
  const workspace = openWorkspace(cwd);
  if (module === undefined) return { workspace, modules: [moduleAt(workspace, cwd)], url };
  const names = typeof module === 'string' ? [module] : module;
  return { workspace, modules: names.map((name) => findModule(workspace, name)), url };
}

/** Reads what will be deployed while the server makes a session for us. Undefined for an empty database. */
async function readScripts(
  { workspace, modules }: Subject,
  opening: Promise<Maintenance>,
): Promise<ClosureContents | undefined> {
  if (modules.length === 0) return undefined;
  // Whoever waits for it learns of a failure; until then it is nobody's.
  opening.catch(() => undefined);
  try {
    return await readClosure({ workspace, targets: modules.map(({ name }) => name) });
  } catch (error) {
    opening.then((maintenance) => maintenance.close()).catch(() => undefined);
    throw error;
  }
}

async function findServer({ workspace, url }: Subject): Promise<TestServer> {
  const { config, describe } = await findDatabase({ cwd: workspace.root, cluster: 'test', url });
  return { config, describe };
}

function sourceOf({ workspace, modules }: Subject, closure: ClosureContents, server: TestServer): TemplateSource {
  const subject = modules[0]?.name ?? '';
  return {
    name: templateName(subject, templateKey(closure.digest, server.config.user)),
    subject,
    scripts: closure.scripts,
    deploy: (database) =>
      deploy({ workspace, targets: modules.map((module) => module.name), database, logOnly: false }),
  };
}

async function makeEmpty(maintenance: Maintenance, name: string): Promise<Clone> {
  await maintenance.occupy(name);
  await maintenance.createEmpty(name, await maintenance.facts());
  return { roles: Promise.resolve([]) };
}
