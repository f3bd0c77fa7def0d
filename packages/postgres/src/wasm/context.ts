import { existsSync, mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';

import { adopt, decideAccounts, type Accounts } from '../embedded/account.js';
import { onFileError } from '../embedded/file-errors.js';
import { makeStateDirectory, stateDirectory } from '../embedded/layout.js';
import { withLock } from '../embedded/lock.js';
import { snapshotName } from './packages.js';

export interface WasmOptions {
  readonly workspaceRoot: string;
  /** What a new database begins with. All others can be created in it. Default: none. */
  readonly extensions?: readonly string[] | undefined;
}

/** The places of WASM servers in a workspace. Nothing is there yet. */
export interface WasmContext {
  /** With symbolic links resolved. */
  readonly workspaceRoot: string;
  readonly extensions: readonly string[];
  readonly accounts: Accounts;
  /** The directory of the server that everybody in the workspace shares. */
  readonly home: string;
  /** Whoever starts or stops that server holds it. */
  readonly lockFile: string;
}

/** Longer than the slowest machine needs to make a database with PostGIS, in ms. */
export const startLimit = 600_000;

export function openWasmContext({ workspaceRoot, extensions = [] }: WasmOptions): WasmContext {
  const root = onFileError(workspaceRoot, () => realpathSync(workspaceRoot));
  const state = stateDirectory(root);
  return {
    workspaceRoot: root,
    extensions,
    accounts: decideAccounts(root),
    home: join(state, 'wasm'),
    lockFile: join(state, 'wasm.lock'),
  };
}

/**
 * Runs `start` with the file that new databases are copied from. The first one makes that file; others wait meanwhile,
 * instead of doing the same.
 *
 * @throws {PostgresError} `WASM_UNAVAILABLE`, and what `start` throws.
 */
export async function withSnapshot<T>(context: WasmContext, start: (snapshot: string) => Promise<T>): Promise<T> {
  const cache = join(makeStateDirectory(context.workspaceRoot, context.accounts), 'cache');
  const snapshot = join(cache, snapshotName(context.extensions));
  if (!existsSync(snapshot)) {
    makeOwnDirectory(cache, context.accounts);
    const lock = { owner: context.accounts.files, timeout: startLimit };
    const made = await withLock(`${snapshot}.lock`, { ...lock, ready: () => whenMade(snapshot) }, async () =>
      existsSync(snapshot) ? true : { started: await start(snapshot) },
    );
    if (made !== true) return made.started;
  }
  return start(snapshot);
}

function whenMade(snapshot: string): Promise<true | undefined> {
  return Promise.resolve(existsSync(snapshot) ? true : undefined);
}

/** Makes a directory that nobody else can look into. */
export function makeOwnDirectory(directory: string, accounts: Accounts): void {
  onFileError(directory, () => {
    if (existsSync(directory)) return;
    mkdirSync(directory, { mode: 0o700 });
    adopt(directory, accounts.files);
  });
}
