import { spawn } from 'node:child_process';
import { Socket } from 'node:net';
import type { Readable } from 'node:stream';

import { linesOf } from '../embedded/program.js';
import { newPassword, parseRecord } from '../embedded/state.js';
import { PostgresError } from '../postgres-error.js';
import { serverEnvironment } from '../settings.js';
import { openWasmContext, withSnapshot, type WasmContext, type WasmOptions } from './context.js';
import { describeWasm, parseReady, program, type Ready, type WasmServer } from './server.js';

/** A server for one owner: this process. */
export interface OwnWasmServer extends WasmServer {
  /** Ends it, with its database. May be called twice. */
  readonly stop: () => Promise<void>;
}

/** Starts a server for the caller alone; see `index.ts` for what it promises. */
export function startOwnWasm(options: WasmOptions): Promise<OwnWasmServer> {
  const context = openWasmContext(options);
  return withSnapshot(context, (snapshot) => start(context, snapshot));
}

async function start({ accounts, extensions }: WasmContext, snapshot: string): Promise<OwnWasmServer> {
  const password = newPassword();
  const child = spawn(process.execPath, [program], {
    ...accounts.files,
    cwd: '/',
    env: serverEnvironment(),
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const log: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => log.push(...linesOf(chunk.toString('utf8'))));
  // A process that has ended already does not read it; that it ended is reported below.
  child.stdin.on('error', () => undefined);
  // The other end of this pipe is what keeps the server alive, so it is not closed.
  child.stdin.write(`${JSON.stringify({ password, port: 0, snapshot, extensions })}\n`);
  const failed = new Promise<never>((_resolve, reject) => child.once('error', reject));
  const ready = await Promise.race([readReady(child.stdout), ended, failed]);
  if (ready === undefined) {
    const hint = 'name a PostgreSQL with these extensions by DATABASE_URL to work without the WASM server';
    throw new PostgresError('WASM_START_FAILED', { log: log.slice(-12) }, { hint });
  }
  child.unref();
  for (const pipe of [child.stdin, child.stdout, child.stderr]) if (pipe instanceof Socket) pipe.unref();
  const stop = async (): Promise<void> => {
    child.ref();
    child.kill('SIGKILL');
    await ended;
  };
  return { ...describeWasm(ready, password), stop };
}

/** The first line that the process prints. Never resolves when there is none. */
function readReady(output: Readable): Promise<Ready | undefined> {
  return new Promise((resolve) => {
    let text = '';
    output.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
      if (text.includes('\n')) resolve(parseReady(parseRecord(text)));
    });
  });
}
