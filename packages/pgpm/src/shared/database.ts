import type { Workspace } from '@pgpm/engine';
import type { Database } from '@pgpm/postgres';
import { CliError } from '../cli/failures.js';
import type { Invocation } from '../cli/invocation.js';
import { choice, text, type Option } from '../cli/option.js';

export const url = text('--url <url>', 'The database, as a URL or keyword=value pairs; keep passwords out of it.');
const name = text('--database <name>', 'The name of the database, wherever the rest comes from.', {
  also: ['--db <name>'],
});

/** psql takes a URL in its place, so people write one; as a name, its password would be shown. */
export const databaseName: Option<string | undefined> = {
  ...name,
  read: (raw) => {
    const value = name.read(raw);
    if (value === undefined || !/^[a-z][a-z0-9+.-]*:\/\/|=/i.test(value)) return value;
    throw new CliError('USAGE', { reason: '--database takes the name of a database' }, 'give a URL with --url');
  },
};

/** What decides where a command works. Without them: DATABASE_URL, PG*, pgpm.json, the embedded server. */
export const databaseOptions = [url, databaseName, backend('engine'), backend('driver')];

/** Other tools of the family know more of them. */
function backend(name: string): Option<'pg' | undefined> {
  return { ...choice(`--${name} <name>`, ['pg'], 'What talks to the server.'), isHidden: true };
}

/**
 * Decides which database is meant, starts the server of the workspace when it is that one, and says so.
 *
 * @param targets - what will be worked on: when nobody names a server, their extensions decide which one it is.
 * @throws {PostgresError} `DATABASE_NOT_SPECIFIED` when a server is named without a database, unless `serverOnly`.
 */
export async function connect(
  invocation: Invocation,
  workspace: Workspace,
  targets: readonly string[] | 'all' = [],
  { serverOnly = false }: { readonly serverOnly?: boolean } = {},
): Promise<Database> {
  const { findDatabase } = await import('@pgpm/postgres');
  const database = await findDatabase({
    url: invocation.value(url),
    database: invocation.value(databaseName),
    configured: workspace.config.pg,
    serverOnly,
    extensions: await extensionsOf(workspace, targets),
    cwd: workspace.root,
    env: invocation.env,
    onWaiting: (seconds) => invocation.note(`… waiting for the database for ${seconds} s`),
  });
  invocation.about({ database });
  return database;
}

/** The database that somebody names; undefined when it is that of the workspace. Starts nothing, says nothing. */
export async function findNamed({ value, env }: Invocation, { config }: Workspace): Promise<Database | undefined> {
  const { findNamedDatabase } = await import('@pgpm/postgres');
  return findNamedDatabase({ url: value(url), database: value(databaseName), configured: config.pg, env });
}

/** The extensions that modules and all that they require need. A target may name a point in a plan, too. */
export async function extensionsOf(
  workspace: Workspace,
  targets: readonly string[] | 'all',
): Promise<readonly string[]> {
  const { findModule, sortModules } = await import('@pgpm/engine');
  const modules =
    targets === 'all'
      ? [...workspace.modules.values()]
      : targets.map((target) => findModule(workspace, target.split(':', 1)[0] ?? target));
  return [...sortModules(workspace.modules, modules).extensions.keys()];
}
