import { existsSync, readFileSync, statSync } from 'node:fs';

import type { ClientConfig } from 'pg';

import type { DatabaseConfig } from './connection/database-config.js';
import { mergeParameters, type Keyword, type Parameters } from './connection/parameters.js';
import { findPassword } from './connection/password-file.js';
import { printUrl, quoteShell, type Place } from './connection/print.js';
import { parseServiceFile } from './connection/service-file.js';
import { offersTls } from './connection/tls-probe.js';
import { decideTls } from './connection/tls.js';
import { PostgresError } from './postgres-error.js';
import { libpqVariables, type Settings } from './settings.js';

/** Where the sockets of a local server usually are: Debian and Red Hat, then the default of PostgreSQL itself. */
const socketDirectories = ['/run/postgresql', '/var/run/postgresql', '/tmp'];

const namingHint =
  'put its name into the URL (…/<name>), or give it with --database, PGDATABASE or "pg.database" of pgpm.json';

/** A connection to a server that is not ours. */
export interface ExternalDatabase {
  readonly config: DatabaseConfig;
  readonly place: Place;
  readonly psql: string;
  readonly variables: Readonly<Record<string, string>>;
}

/** What is looked for. */
export interface ExternalRequest {
  /** Where the server is named, for messages. */
  readonly origin: string;
  /** Overrides the name of the database. */
  readonly database: string | undefined;
  /** Whether it will do when nobody names a database: libpq's default is the one called like the user. */
  readonly serverOnly: boolean;
}

/**
 * Completes what was given with the environment, the service and libpq's defaults, in libpq's order: the text itself,
 * the service, the environment, the default.
 *
 * @param given the parameters of a URL; none when the environment alone names the place.
 * @throws {PostgresError} `DATABASE_NOT_SPECIFIED`, `CONNECTION_SETTING_INVALID`, `SERVICE_NOT_FOUND`, `SERVICE_FILE_INVALID`.
 */
export async function resolveExternal(
  given: Parameters,
  settings: Settings,
  { origin, database, serverOnly }: ExternalRequest,
): Promise<ExternalDatabase> {
  const parameters = mergeParameters(
    database === undefined ? {} : { dbname: database },
    given,
    readService(given, settings),
    settings.parameters,
  );
  refuseUnkept(parameters);
  if (parameters.dbname === undefined && !serverOnly)
    throw new PostgresError('DATABASE_NOT_SPECIFIED', { origin }, { hint: namingHint });
  const place = decidePlace(parameters, settings);
  const host = parameters.hostaddr ?? place.host;
  const config: DatabaseConfig = {
    host,
    port: place.port,
    user: place.user,
    database: place.database,
    password: parameters.password ?? readPasswordFile(parameters, place, settings),
    options: parameters.options,
    application_name: parameters.application_name ?? parameters.fallback_application_name ?? 'pgpm',
    ssl: await decideSsl(parameters, place, settings),
    connectionTimeoutMillis: connectTimeout(parameters.connect_timeout),
    enableChannelBinding: ['require', 'prefer'].includes(parameters.channel_binding ?? ''),
    ...(parameters.channel_binding === 'require' && { requiresChannelBinding: true }),
    sslnegotiation: parameters.sslnegotiation === 'direct' ? 'direct' : undefined,
    keepAlive: parameters.keepalives !== '0',
  };
  const variables = printVariables({ ...parameters, host: place.host });
  return { config, place, psql: printPsql(given, parameters.service, place), variables };
}

const proveHint = 'take it away, and have the server prove who it is: sslmode=verify-full';
const peerHint = 'take it away, and use a directory for the socket that only the server may write to';
const crlHint = 'put them together into one file, and name it with sslcrl';
const oneServerHint = 'name the one server that is meant';

/** What somebody sets to be safe, or to meet the right server, is not ignored where the driver cannot keep it. */
function refuseUnkept(parameters: Parameters): void {
  const refuse = (setting: Keyword, reason: string, hint: string): never => {
    throw new PostgresError('CONNECTION_SETTING_INVALID', { setting, reason }, { hint });
  };
  const { require_auth, gssencmode, channel_binding = 'prefer', target_session_attrs = 'any' } = parameters;
  const { requirepeer, sslcrldir } = parameters;
  if (require_auth !== undefined && require_auth !== '')
    refuse('require_auth', 'the driver answers whatever way of authentication the server asks for', proveHint);
  if (gssencmode === 'require') refuse('gssencmode', 'the driver knows no GSSAPI encryption', proveHint);
  if (requirepeer !== undefined) refuse('requirepeer', 'the driver cannot tell whose the server is', peerHint);
  if (sslcrldir !== undefined) refuse('sslcrldir', 'lists of revoked certificates are read from a file only', crlHint);
  if (!['require', 'prefer', 'disable'].includes(channel_binding))
    refuse('channel_binding', `"${channel_binding}" is not one of require, prefer, disable`, proveHint);
  // Of one server, it is the one that is preferred.
  if (!['any', 'prefer-standby'].includes(target_session_attrs))
    refuse('target_session_attrs', 'the driver takes the server as it is', `take it away, and ${oneServerHint}`);
  for (const [setting, value] of Object.entries(parameters)) {
    if (!value.includes('\0')) continue;
    throw new PostgresError('CONNECTION_SETTING_INVALID', { setting, reason: 'it holds a NUL, which no setting can' });
  }
  for (const setting of ['host', 'hostaddr', 'port'] as const) {
    if (parameters[setting]?.includes(',') === true)
      refuse(setting, 'several servers are not supported', oneServerHint);
  }
}

/** Bytes: PostgreSQL's `NAMEDATALEN`, less the one that ends it. */
const longestName = 63;

function decidePlace(parameters: Parameters, settings: Settings): Place {
  const port = readPort(parameters.port);
  const user = parameters.user ?? settings.osUser;
  if (user === undefined) {
    const reason = 'none was given, and the operating system knows no name for this user';
    throw new PostgresError('CONNECTION_SETTING_INVALID', { setting: 'user', reason });
  }
  const database = parameters.dbname ?? user;
  if (Buffer.byteLength(database) > longestName) {
    const reason = `PostgreSQL keeps ${longestName} bytes of a name: what is left may name another database`;
    throw new PostgresError('CONNECTION_SETTING_INVALID', { setting: 'dbname', reason });
  }
  return {
    host: parameters.host ?? parameters.hostaddr ?? defaultHost(port),
    port,
    user,
    database,
    sslmode: parameters.sslmode,
  };
}

function defaultHost(port: number): string {
  return socketDirectories.find((directory) => existsSync(`${directory}/.s.PGSQL.${port}`)) ?? 'localhost';
}

async function decideSsl(parameters: Parameters, place: Place, settings: Settings): Promise<ClientConfig['ssl']> {
  const tls = decideTls(parameters, place.host, settings.certificateDir);
  if (tls.kind === 'off') return false;
  if (tls.kind === 'on') return tls.ssl;
  return (await offersTls(parameters.hostaddr ?? place.host, place.port)) && tls.ssl;
}

/** The settings of the service, if one is named. */
function readService(given: Parameters, settings: Settings): Parameters {
  const service = given.service ?? settings.parameters.service;
  if (service === undefined) return {};
  const files = given.servicefile === undefined ? settings.serviceFiles : [{ path: given.servicefile, explicit: true }];
  for (const file of files) {
    const text = readOptional(file.path);
    const found = text === undefined ? undefined : parseServiceFile(text, service, file.path);
    if (found !== undefined) return found;
    if (text === undefined && file.explicit) break;
  }
  const hint = 'name another file with PGSERVICEFILE, or add the section';
  throw new PostgresError('SERVICE_NOT_FOUND', { service, files: files.map((file) => file.path) }, { hint });
}

/** Like libpq, ignores a file that others may read: such a password is no secret, and should not look like one. */
function readPasswordFile(parameters: Parameters, place: Place, settings: Settings): string | undefined {
  const file = parameters.passfile ?? settings.passwordFile;
  const text = isPrivateFile(file) ? readOptional(file) : undefined;
  if (text === undefined) return undefined;
  const host = socketDirectories.includes(place.host) ? 'localhost' : place.host;
  return findPassword(text, { ...place, host }, file);
}

function isPrivateFile(file: string): boolean {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats !== undefined && stats.isFile() && (process.platform === 'win32' || (stats.mode & 0o077) === 0);
}

function readOptional(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function readPort(text: string | undefined): number {
  const port = Number(text ?? 5432);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new PostgresError('CONNECTION_SETTING_INVALID', { setting: 'port', reason: 'expected 1 to 65535' });
  }
  return port;
}

/** In ms. libpq counts in seconds, waits for ever at 0, and never less than 2 seconds. */
function connectTimeout(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const seconds = Number(text);
  if (!Number.isInteger(seconds)) {
    const reason = 'expected a number of seconds';
    throw new PostgresError('CONNECTION_SETTING_INVALID', { setting: 'connect_timeout', reason });
  }
  return seconds <= 0 ? undefined : Math.max(seconds, 2) * 1000;
}

/** Those that the connection itself does not tell, and the host as certificates name it. */
function printVariables(parameters: Parameters): Readonly<Record<string, string>> {
  const found = libpqVariables.flatMap(([variable, keyword]) => {
    const value = told.has(keyword) ? undefined : parameters[keyword];
    return value === undefined ? [] : [[variable, value] as const];
  });
  return Object.fromEntries(found);
}

const told: ReadonlySet<string> = new Set(['port', 'dbname', 'user', 'password', 'passfile', 'service']);

/** A service that nothing was added to stays a service, so that psql finds the password where we found it. */
function printPsql(given: Parameters, service: string | undefined, place: Place): string {
  const isPlain = Object.keys(given).every((keyword) => keyword === 'service' || keyword === 'dbname');
  if (service === undefined || !isPlain) return `psql ${quoteShell(printUrl(place))}`;
  const words = [`service=${conninfoValue(service)}`, `dbname=${conninfoValue(place.database)}`];
  return `psql ${quoteShell(words.join(' '))}`;
}

function conninfoValue(text: string): string {
  return /^[\w.-]+$/.test(text) ? text : `'${text.replace(/[\\']/g, '\\$&')}'`;
}
