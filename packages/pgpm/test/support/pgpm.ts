import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { resolve } from 'node:path';

export const bin = resolve(__dirname, '../../dist/bin.js');

export interface Result {
  /** Null when a signal ended the process. */
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Both, to look for what must not be there. */
  readonly all: string;
}

export interface RunOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** Called with the process when it has printed `when`. */
  readonly when?: { readonly text: string; readonly then: (child: ChildProcessWithoutNullStreams) => void } | undefined;
}

/** Runs the compiled program as a process, without a terminal. */
export function pgpm(args: readonly string[], { cwd, env = {}, when }: RunOptions): Promise<Result> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [bin, ...args], { cwd, env: { ...cleanEnvironment(), ...env } });
    child.stdin.end();
    const written = { stdout: '', stderr: '' };
    let waiting = when;
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream].setEncoding('utf8').on('data', (text: string) => {
        written[stream] += text;
        if (waiting === undefined || !written[stream].includes(waiting.text)) return;
        waiting.then(child);
        waiting = undefined;
      });
    }
    child.on('error', fail);
    child.on('close', (status, signal) => done({ status, signal, ...written, all: written.stdout + written.stderr }));
  });
}

/** A command line as it stands on a page, without shell: words, and words in double quotes. */
export function words(line: string): readonly string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
}

/** Without what a developer's shell, npm or CI may have set. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const foreign = /^(?:NX_|npm_|PG|DATABASE_URL$|GITHUB_ACTIONS$|CI$|FORCE_COLOR$|NODE_OPTIONS$|JEST_)/;
  const env = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  return { ...Object.fromEntries(env), NO_COLOR: '1', PGPM_FROZEN_TIME: '2026-02-03T04:05:06Z' };
}
