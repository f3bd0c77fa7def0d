import { once } from 'node:events';
import type { ExecutorContext } from '@nx/devkit';
import { isCodedError, listenForInterrupts, moduleAt, openWorkspace, sortModules } from '@pgpm/engine';
import { renderError } from '@pgpm/engine/report';
import { embeddedStatus, findDatabase, stopEmbedded, stopWasm, wasmStatus, type Database } from '@pgpm/postgres';
import { singleTask } from '../../tasks/module-task.js';
import type { DbExecutorOptions } from './schema.js';

/** Yields once the server can be connected to, and ends when the process is interrupted, or Nx has ended. */
export async function* dbExecutor(
  options: DbExecutorOptions,
  context: ExecutorContext,
): AsyncGenerator<{ success: boolean }, void> {
  const { dir, env } = singleTask(options, context);
  const interrupts = listenForInterrupts(process, (signal) => void process.kill(process.pid, signal));
  // Node would end when nothing but a promise is left to wait for.
  const alive = setInterval(() => undefined, 60_000);
  try {
    const { database, stop } = await start(options, dir, env);
    print(`database: ${database.describe}`);
    print(`look at it with: ${database.psql}`);
    print('ready; interrupt to stop');
    yield { success: true };
    if (!interrupts.signal.aborted) await Promise.race([once(interrupts.signal, 'abort'), nxIsGone()]);
    if (stop !== undefined) {
      await stop();
      print('stopped');
    }
  } catch (error) {
    if (!isCodedError(error)) throw error;
    process.stderr.write(`${renderError(error)}\n`);
    yield { success: false };
  } finally {
    clearInterval(alive);
    interrupts.release();
  }
}

/** Nx 22 leaves its tasks running when it alone is interrupted, and not the whole terminal. */
async function nxIsGone(): Promise<unknown> {
  return process.connected ? once(process, 'disconnect') : new Promise(() => undefined);
}

interface Started {
  readonly database: Database;
  /** Only of a server that was not running before. */
  readonly stop: (() => Promise<unknown>) | undefined;
}

async function start({ database: name }: DbExecutorOptions, dir: string, env: NodeJS.ProcessEnv): Promise<Started> {
  const workspace = openWorkspace(dir);
  const place = { workspaceRoot: workspace.root };
  const { extensions } = sortModules(workspace.modules, [moduleAt(workspace, dir)]);
  const wasRunning = { embedded: (await embeddedStatus(place)).running, wasm: (await wasmStatus(place)).running };
  const database = await findDatabase({
    database: name,
    configured: workspace.config.pg,
    extensions: extensions.keys(),
    serverOnly: true,
    cwd: workspace.root,
    env,
    onWaiting: (seconds) => print(`… waiting for the database for ${seconds} s`),
  });
  return { database, stop: stopOf(database, wasRunning, place) };
}

function stopOf(
  { source }: Database,
  wasRunning: Readonly<Record<'embedded' | 'wasm', boolean>>,
  place: { readonly workspaceRoot: string },
): Started['stop'] {
  if (source === 'embedded') return wasRunning.embedded ? undefined : () => stopEmbedded(place);
  if (source === 'wasm') return wasRunning.wasm ? undefined : () => stopWasm(place);
  return undefined;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
