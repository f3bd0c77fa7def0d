import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';

import type { Keyword, Parameters } from './connection/parameters.js';

/** What the process environment says about PostgreSQL, read once and passed on as a value. */
export interface Settings {
  /** `DATABASE_URL`; undefined when it is unset or empty. */
  readonly databaseUrl: string | undefined;
  /** The `PG*` variables, by their libpq keyword. */
  readonly parameters: Parameters;
  /** Whether those variables name a place. `PGUSER` or `PGPASSWORD` alone do not: some CI images export them. */
  readonly namesPlace: boolean;
  /** The user's own service file, the system's after it. `explicit`: named by `PGSERVICEFILE`, so it has to exist. */
  readonly serviceFiles: readonly { readonly path: string; readonly explicit: boolean }[];
  readonly passwordFile: string;
  /** The directory of `postgresql.crt`, `postgresql.key` and `root.crt`. */
  readonly certificateDir: string;
  /** The name of the person at the keyboard, which libpq uses when no user is given. */
  readonly osUser: string | undefined;
}

/** The variables of libpq, and the keywords that they stand for. */
export const libpqVariables: readonly (readonly [variable: string, keyword: Keyword])[] = [
  ['PGHOST', 'host'],
  ['PGHOSTADDR', 'hostaddr'],
  ['PGPORT', 'port'],
  ['PGDATABASE', 'dbname'],
  ['PGUSER', 'user'],
  ['PGPASSWORD', 'password'],
  ['PGPASSFILE', 'passfile'],
  ['PGSERVICE', 'service'],
  ['PGOPTIONS', 'options'],
  ['PGAPPNAME', 'application_name'],
  ['PGCONNECT_TIMEOUT', 'connect_timeout'],
  ['PGSSLMODE', 'sslmode'],
  ['PGSSLNEGOTIATION', 'sslnegotiation'],
  ['PGSSLROOTCERT', 'sslrootcert'],
  ['PGSSLCERT', 'sslcert'],
  ['PGSSLKEY', 'sslkey'],
  ['PGSSLCRL', 'sslcrl'],
  ['PGSSLCRLDIR', 'sslcrldir'],
  ['PGSSLMINPROTOCOLVERSION', 'ssl_min_protocol_version'],
  ['PGSSLMAXPROTOCOLVERSION', 'ssl_max_protocol_version'],
  ['PGCHANNELBINDING', 'channel_binding'],
  ['PGREQUIREAUTH', 'require_auth'],
  ['PGREQUIREPEER', 'requirepeer'],
  ['PGGSSENCMODE', 'gssencmode'],
  ['PGTARGETSESSIONATTRS', 'target_session_attrs'],
];

/** Whether a variable has a say in where and how a connection is made. libpq knows more of them. */
export function isConnectionVariable(name: string): boolean {
  return (
    ['DATABASE_URL', 'PGSERVICEFILE', 'PGSYSCONFDIR'].includes(name) ||
    libpqVariables.some(([variable]) => variable === name)
  );
}

const placeKeywords: readonly Keyword[] = ['host', 'hostaddr', 'port', 'dbname', 'service'];

/** Reads the environment. This file is the only one that does. */
export function readSettings(env: NodeJS.ProcessEnv = process.env): Settings {
  const parameters: Parameters = Object.fromEntries(
    libpqVariables.flatMap(([variable, keyword]) => {
      const value = env[variable];
      return value === undefined || value === '' ? [] : [[keyword, value]];
    }),
  );
  const home = env['HOME'] ?? env['USERPROFILE'] ?? homedir();
  const windowsDir = join(env['APPDATA'] ?? home, 'postgresql');
  const isWindows = process.platform === 'win32';
  return {
    databaseUrl: env['DATABASE_URL'] === '' ? undefined : env['DATABASE_URL'],
    parameters,
    namesPlace: placeKeywords.some((keyword) => parameters[keyword] !== undefined),
    serviceFiles: serviceFiles(env, isWindows ? join(windowsDir, '.pg_service.conf') : join(home, '.pg_service.conf')),
    passwordFile: isWindows ? join(windowsDir, 'pgpass.conf') : join(home, '.pgpass'),
    certificateDir: isWindows ? windowsDir : join(home, '.postgresql'),
    osUser: osUser() ?? env['USER'] ?? env['USERNAME'],
  };
}

/**
 * The environment of an embedded server: only what a program needs to run. The caller's `PG*` variables would change
 * how the server behaves (`PGPORT`, `PGTZ`, `PGDATESTYLE`), and its secrets are none of the server's business.
 */
export function serverEnvironment(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const inherited = ['PATH', 'SystemRoot', 'TEMP', 'TMP'].map((name): [string, string | undefined] => [
    name,
    env[name],
  ]);
  return { ...Object.fromEntries(inherited), LC_ALL: 'C', LANG: 'C', TZ: 'UTC' };
}

function serviceFiles(env: NodeJS.ProcessEnv, personal: string): Settings['serviceFiles'] {
  const named = env['PGSERVICEFILE'];
  const system = env['PGSYSCONFDIR'];
  return [
    named === undefined || named === '' ? { path: personal, explicit: false } : { path: named, explicit: true },
    ...(system === undefined || system === '' ? [] : [{ path: join(system, 'pg_service.conf'), explicit: false }]),
  ];
}

/** Undefined for a uid without an entry in the password database, as in some containers. */
function osUser(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    return undefined;
  }
}
