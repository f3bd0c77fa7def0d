import { join } from 'node:path';

import type { ClientConfig } from 'pg';

import { printUrl, quoteShell, type Place } from '../connection/print.js';
import type { Cluster } from './cluster.js';
import type { Context } from './context.js';
import { findLinkedHome } from './home.js';
import { dataDirectory, logFile, stateDirectory } from './layout.js';
import { isListening } from './ports.js';
import { readPostmaster, type Postmaster } from './postmaster.js';
import { isPostmaster } from './processes.js';
import { loopback, passwordFile, readState, superuser, type State } from './state.js';

/** An embedded server that accepts connections. */
export interface EmbeddedServer {
  readonly cluster: Cluster;
  readonly pid: number;
  readonly port: number;
  /** Such as `18.4`. */
  readonly version: string;
  /** The database that is meant when none is named. */
  readonly database: string;
  readonly dataDir: string;
  readonly logFile: string;
  /** What `PGPASSFILE` has to name for libpq to get in. */
  readonly passwordFile: string;
  /** For `pg`; holds the password. */
  readonly config: ClientConfig;
  /** `config` without the password. */
  readonly place: Place;
  /** `place` as a URL. */
  readonly url: string;
  /** A line for a shell that opens `database`; without a password in it. */
  psql(database?: string): string;
}

/**
 * The server of a cluster when it is up: two small files, one look at the process, one TCP connection. Undefined when
 * anything about it is unusual, which is for `startEmbedded` to sort out.
 */
export async function findRunning(context: Context): Promise<EmbeddedServer | undefined> {
  const home = findLinkedHome(context.workspaceRoot, context.profile, context.accounts);
  const state = home === undefined ? undefined : readState(home);
  if (home === undefined || state?.isReady !== true || !isFor(state, context.workspaceRoot, home)) return undefined;
  const postmaster = readPostmaster(dataDirectory(home));
  if (postmaster?.status !== 'ready' || !isPostmaster(postmaster.pid, dataDirectory(home))) return undefined;
  return (await isListening(postmaster.port)) ? describeServer(context, state, postmaster) : undefined;
}

/** Whether `state` was written for this place. In a copy of a workspace it speaks of the original. */
export function isFor(state: State, workspaceRoot: string, home: string): boolean {
  return state.workspaceRoot === workspaceRoot && state.directory === home;
}

export function describeServer(
  { workspaceRoot, profile }: Context,
  state: State,
  { pid, port }: Postmaster,
): EmbeddedServer {
  const home = state.directory;
  // By its path in the workspace, wherever that leads: it is the one that people know.
  const passFile = passwordFile(join(stateDirectory(workspaceRoot), profile.name));
  const place: Place = { host: loopback, port, user: superuser, database: profile.database };
  return {
    cluster: profile.cluster,
    pid,
    port,
    version: state.version,
    database: profile.database,
    dataDir: dataDirectory(home),
    logFile: logFile(home),
    passwordFile: passFile,
    config: {
      host: loopback,
      port,
      user: superuser,
      database: profile.database,
      password: state.password,
      application_name: 'pgpm',
      ssl: false,
    },
    place,
    url: printUrl(place),
    psql: (database = profile.database) =>
      `PGPASSFILE=${quoteShell(passFile)} psql -h ${loopback} -p ${port} -U ${superuser} ${quoteShell(database)}`,
  };
}
