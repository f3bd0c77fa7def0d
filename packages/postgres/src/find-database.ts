import type { DatabaseConfig } from './connection/database-config.js';
import { mergeParameters, type Parameters } from './connection/parameters.js';
import { printUrl } from './connection/print.js';
import type { Cluster } from './embedded/cluster.js';
import { findWorkspaceRoot } from './embedded/workspace-root.js';
import { PostgresError } from './postgres-error.js';
import { readSettings, type Settings } from './settings.js';
import { onlyInWasm } from './wasm/extensions.js';

/** A decided place, not yet a connection. */
export interface Database {
  readonly source: 'option' | 'DATABASE_URL' | 'environment' | 'configuration' | 'embedded' | 'wasm';
  /** Holds the password: do not print it. */
  readonly config: DatabaseConfig;
  /** `postgresql://app@db.example:5432/app (DATABASE_URL)`; never a password. */
  readonly describe: string;
  /** A line for a shell that opens the database. The password comes from a file, or psql asks for it. */
  readonly psql: string;
  /** What was given beyond `config`, as it was, in the variables of libpq: `PGSSLMODE`, `PGOPTIONS`. No password. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Only of a server that was started for the caller alone, as that of tests in WASM is: ends it, with its database. */
  readonly release?: () => Promise<void>;
}

/** What a configuration file says about the server. */
export interface ConfiguredServer {
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  readonly database?: string | undefined;
}

export interface FindOptions {
  /** Wins over everything else: a URL or libpq's `keyword=value` pairs. */
  readonly url?: string | undefined;
  /** Overrides the name of the database, wherever the rest comes from. */
  readonly database?: string | undefined;
  /** Counts when neither `url` nor `DATABASE_URL` nor a host or service of the environment names a server. */
  readonly configured?: ConfiguredServer | undefined;
  /** Called every few seconds while it takes long, as the first start of the embedded server does. */
  readonly onWaiting?: ((seconds: number) => void) | undefined;
  /** Somewhere in the workspace whose embedded server is meant. */
  readonly cwd: string;
  /**
   * The extensions that will be needed: those of the modules and all that they require. When the embedded PostgreSQL lacks
   * one that PGlite has (`postgis`), the WASM server takes its place. Default: none.
   */
  readonly extensions?: Iterable<string> | undefined;
  /** Which embedded server. Default: `development`. In WASM, `test` is a new server with each call: `release` it. */
  readonly cluster?: Cluster | undefined;
  /**
   * Whether a server will do on which no database is named, as for whoever makes databases. Default: true for the `test`
   * cluster, whose callers do.
   */
  readonly serverOnly?: boolean | undefined;
  /** Default: the environment of the process. */
  readonly env?: NodeJS.ProcessEnv | undefined;
}

/**
 * Decides which database to work on: the `url` option, `DATABASE_URL`, the `PG*` variables with the service file, the
 * configuration, or the embedded server of the workspace, which is started when it does not run.
 *
 * @throws {PostgresError} every code of this package except `EMBEDDED_STOP_FAILED`.
 */
export async function findDatabase(options: FindOptions): Promise<Database> {
  const named = await findNamedDatabase(options);
  if (named !== undefined) return named;
  const extensions = onlyInWasm(options.extensions);
  return withHeartbeat(options.onWaiting, () =>
    extensions.length === 0 ? embedded(options) : wasm(options, extensions),
  );
}

/** What names a database: an option, the environment, a configuration. */
export type NamingOptions = Pick<FindOptions, 'url' | 'database' | 'configured' | 'cluster' | 'serverOnly' | 'env'>;

/**
 * The database that somebody names; undefined when nobody does, so that it is that of the workspace. Starts nothing.
 *
 * @throws {PostgresError} for settings that are wrong; `DATABASE_NOT_SPECIFIED` where only a server is named.
 */
export async function findNamedDatabase(options: NamingOptions): Promise<Database | undefined> {
  const settings = readSettings(options.env);
  refuseUrls({
    'the database option': options.database,
    PGDATABASE: settings.parameters.dbname,
    'pg.database': options.configured?.database,
  });
  if (options.url !== undefined && options.url !== '') {
    return external('option', 'the url option', options.url, settings, options);
  }
  if (settings.databaseUrl !== undefined) {
    return external('DATABASE_URL', 'DATABASE_URL', settings.databaseUrl, settings, options);
  }
  const configured = namesServer(settings.parameters) ? {} : configuredParameters(options.configured);
  const merged = { ...settings, parameters: mergeParameters(settings.parameters, configured) };
  if (settings.namesPlace) return external('environment', 'the PG* variables', '', merged, options);
  if (!namesPlace(configured)) return undefined;
  return external('configuration', 'the configuration of the workspace', '', merged, options);
}

/** psql takes a connection string where it takes a name, so people write one; as a name, its password would be shown. */
function refuseUrls(names: Readonly<Record<string, string | undefined>>): void {
  for (const [setting, name] of Object.entries(names)) {
    if (name === undefined || !/^[a-z][a-z0-9+.-]*:\/\/|=/i.test(name)) continue;
    const reason = 'it looks like a connection string, and has to be the name of a database';
    const hint = 'give a URL as --url or DATABASE_URL';
    throw new PostgresError('CONNECTION_SETTING_INVALID', { setting, reason }, { hint });
  }
}

/** Whether `findDatabase` would decide for the WASM server. Modules that need it cannot share a run with others. */
export function isServedByWasm({ url, configured, env, extensions }: Omit<FindOptions, 'cwd'>): boolean {
  if (onlyInWasm(extensions).length === 0) return false;
  const settings = readSettings(env);
  const isNamed = (url !== undefined && url !== '') || settings.databaseUrl !== undefined || settings.namesPlace;
  return !isNamed && !namesPlace(configuredParameters(configured));
}

function namesPlace({ host, port, dbname }: Parameters): boolean {
  return host !== undefined || port !== undefined || dbname !== undefined;
}

/** The password of one server must not be sent to another. */
function namesServer({ host, hostaddr, service }: Parameters): boolean {
  return host !== undefined || hostaddr !== undefined || service !== undefined;
}

function configuredParameters({ host, port, user, password, database }: ConfiguredServer = {}): Parameters {
  const given = { host, port: port?.toString(), user, password, dbname: database };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined && value !== ''));
}

const heartbeatSeconds = 3;

async function withHeartbeat<T>(onWaiting: FindOptions['onWaiting'], work: () => Promise<T>): Promise<T> {
  if (onWaiting === undefined) return work();
  let seconds = 0;
  const timer = setInterval(() => {
    seconds += heartbeatSeconds;
    onWaiting(seconds);
  }, heartbeatSeconds * 1000);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}

async function external(
  source: Database['source'],
  origin: string,
  text: string,
  settings: Settings,
  { database, cluster, serverOnly = cluster === 'test' }: NamingOptions,
): Promise<Database> {
  const [{ parseConnectionString }, { resolveExternal }] = await Promise.all([
    import('./connection/url.js'),
    import('./external.js'),
  ]);
  const given = text === '' ? {} : parseConnectionString(text, origin);
  const { config, place, psql, variables } = await resolveExternal(given, settings, { origin, database, serverOnly });
  if (cluster === 'test' && config.requiresChannelBinding === true) {
    const reason = 'tests connect with pg alone, which goes on where the server does not offer it';
    const hint = 'say channel_binding=prefer, or let tests have a server of their own';
    throw new PostgresError('CONNECTION_SETTING_INVALID', { setting: 'channel_binding', reason }, { hint });
  }
  return { source, config, describe: `${printUrl(place)} (${origin})`, psql, variables };
}

async function embedded(options: FindOptions): Promise<Database> {
  const { startEmbedded } = await import('./embedded/start.js');
  const server = await startEmbedded({ workspaceRoot: findWorkspaceRoot(options.cwd), cluster: options.cluster });
  const database = options.database ?? server.database;
  return {
    source: 'embedded',
    config: { ...server.config, database },
    describe: `${printUrl({ ...server.place, database })} (embedded, ${server.cluster})`,
    psql: server.psql(database),
  };
}

async function wasm({ cwd, cluster, database }: FindOptions, extensions: readonly string[]): Promise<Database> {
  const { database: onlyDatabase } = await import('./wasm/server.js');
  if (database !== undefined && database !== onlyDatabase) {
    const hint = 'leave out the name of the database, or name a PostgreSQL with these extensions by DATABASE_URL';
    throw new PostgresError('WASM_DATABASE_NAMED', { database, extensions }, { hint });
  }
  const workspace = { workspaceRoot: findWorkspaceRoot(cwd), extensions };
  if (cluster === 'test') {
    const { startOwnWasm } = await import('./wasm/own.js');
    const { config, url, stop } = await startOwnWasm(workspace);
    return { source: 'wasm', config, describe: `${url} (WASM, test)`, psql: `psql ${url}`, release: stop };
  }
  const { startWasm } = await import('./wasm/shared.js');
  const { config, url, psql } = await startWasm(workspace);
  return { source: 'wasm', config, describe: `${url} (WASM, development)`, psql };
}
