import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { quoteShell } from '../connection/print.js';
import { fileErrorIn, onFileError } from '../embedded/file-errors.js';
import { stateDirectory } from '../embedded/layout.js';
import { withLock } from '../embedded/lock.js';
import { startOrphan } from '../embedded/orphan.js';
import { choosePort, isListening, preferredPort } from '../embedded/ports.js';
import { isAlive, runsWith } from '../embedded/processes.js';
import { openLog, readLog } from '../embedded/server-log.js';
import { loopback, newPassword, parseRecord, superuser, writePrivate } from '../embedded/state.js';
import { PostgresError } from '../postgres-error.js';
import { serverEnvironment } from '../settings.js';
import {
  makeOwnDirectory,
  openWasmContext,
  startLimit,
  withSnapshot,
  type WasmContext,
  type WasmOptions,
} from './context.js';
import { database, describeWasm, parseReady, program, type Ready, type WasmServer } from './server.js';

/** The server that everybody in a workspace shares. */
export interface SharedWasmServer extends WasmServer {
  /** A line for a shell that opens the database; without a password in it. */
  readonly psql: string;
}

const pollInterval = 20;

/** What stays the same from one process to the next, and which process is the wanted one. */
interface Launch {
  readonly id: string;
  readonly password: string;
  readonly port: number;
}

/** A process that said that it is there. `ready` is absent while it starts. */
interface Claim {
  readonly pid: number;
  readonly ready: Ready | undefined;
}

/** Starts the server of a workspace, or finds it; see `index.ts` for what it promises. */
export async function startWasm(options: WasmOptions): Promise<SharedWasmServer> {
  const context = openWasmContext(options);
  const running = await findWasm(context);
  if (running !== undefined) return running;
  return withSnapshot(context, (snapshot) =>
    withLock(
      context.lockFile,
      { ready: () => findWasm(context), owner: context.accounts.files, timeout: startLimit },
      async () => (await findWasm(context)) ?? (await launch(context, snapshot)),
    ),
  );
}

/** The server of the workspace when it accepts connections: two small files, one look at the process, one connection. */
export async function findWasm(context: WasmContext): Promise<SharedWasmServer | undefined> {
  const launched = readLaunch(context.home);
  const ready = findClaim(context.home)?.ready;
  if (launched === undefined || ready === undefined || !(await isListening(ready.port))) return undefined;
  return describeShared(context, ready, launched.password);
}

/** Starts a process, unless there is one that a killed command has started. Called under the lock. */
async function launch(context: WasmContext, snapshot: string): Promise<SharedWasmServer> {
  const { home, accounts, extensions } = context;
  makeOwnDirectory(home, accounts);
  const known = readLaunch(home);
  const launch: Launch = {
    id: randomBytes(16).toString('hex'),
    password: known?.password ?? newPassword(),
    port: await choosePort(known?.port ?? preferredPort(home), new Set()),
  };
  onFileError(home, () => {
    const request = JSON.stringify({ ...launch, snapshot, extensions });
    writePrivate(join(home, 'launch.json'), `${request}\n`, accounts.files);
    writePrivate(join(home, 'pgpass'), `${loopback}:*:*:${superuser}:${launch.password}\n`, accounts.files);
  });
  // Only now: a process that starts looks at the file above after it has said that it is there.
  const other = await settle(home);
  if (other !== undefined) return describeShared(context, other, launch.password);
  forgetDead(home);
  return describeShared(context, await run(context, launch), launch.password);
}

/** Waits until the process that is there is ready. Undefined when there is none, or it has ended. */
async function settle(home: string): Promise<Ready | undefined> {
  for (;;) {
    const claim = findClaim(home);
    if (claim === undefined || claim.ready !== undefined) return claim?.ready;
    await sleep(pollInterval);
  }
}

async function run({ home, accounts }: WasmContext, { id }: Launch): Promise<Ready> {
  const file = join(home, 'server.log');
  const log = onFileError(home, () => openLog(file, accounts.files));
  try {
    const pid = await startOrphan({
      program: process.execPath,
      args: [program, id, home],
      env: serverEnvironment(),
      account: accounts.files,
      log: log.descriptor,
    });
    const deadline = Date.now() + startLimit;
    while (isAlive(pid) && Date.now() < deadline) {
      const ready = findClaim(home)?.ready;
      if (ready !== undefined) return ready;
      await sleep(pollInterval);
    }
  } finally {
    closeSync(log.descriptor);
  }
  const lines = readLog(file, log.size, 12);
  const hint = `remove ${home} to begin anew (its database is lost), or name a server with DATABASE_URL`;
  throw fileErrorIn(lines, home) ?? new PostgresError('WASM_START_FAILED', { log: lines }, { hint });
}

const claimName = /^process-([0-9a-f]{32})\.json$/;

/** The process of the workspace that lives, if there is one. */
export function findClaim(home: string): Claim | undefined {
  for (const { file, id } of listClaims(home)) {
    const fields = parseRecord(readOptional(file));
    const { pid } = fields;
    if (typeof pid === 'number' && runsWith(pid, [id, home])) return { pid, ready: parseReady(fields) };
  }
  return undefined;
}

function forgetDead(home: string): void {
  for (const { file } of listClaims(home)) rmSync(file, { force: true });
}

function listClaims(home: string): readonly { readonly file: string; readonly id: string }[] {
  if (!existsSync(home)) return [];
  return readdirSync(home).flatMap((name) => {
    const id = claimName.exec(name)?.[1];
    return id === undefined ? [] : [{ file: join(home, name), id }];
  });
}

function readLaunch(home: string): Launch | undefined {
  const { id, password, port } = parseRecord(readOptional(join(home, 'launch.json')));
  if (typeof id !== 'string' || typeof password !== 'string' || typeof port !== 'number') return undefined;
  return { id, password, port };
}

/** Empty text when there is no such file any more. */
function readOptional(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function describeShared({ workspaceRoot }: WasmContext, ready: Ready, password: string): SharedWasmServer {
  const passwordFile = join(stateDirectory(workspaceRoot), 'wasm', 'pgpass');
  const psql = `PGPASSFILE=${quoteShell(passwordFile)} psql -h ${loopback} -p ${ready.port} -U ${superuser} ${database}`;
  return { ...describeWasm(ready, password), psql };
}
