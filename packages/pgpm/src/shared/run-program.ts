import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { CliError } from '../cli/failures.js';
import type { Invocation } from '../cli/invocation.js';

/** A program that is run in the place of this one. */
export interface Program {
  readonly name: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** What helps when it is not there. */
  readonly hint?: string | undefined;
}

/**
 * Runs a program with the terminal of this one until it ends. With `--json` what it prints goes to stderr.
 *
 * @returns its exit code; as shells do, a signal counts from 128.
 * @throws {CliError} `CLIENT_TOOL_MISSING`, `CANCELLED`.
 */
export function runProgram(invocation: Invocation, { name, args, env, hint }: Program): Promise<number> {
  if (invocation.signal.aborted) throw new CliError('CANCELLED', {});
  return new Promise((done, fail) => {
    const child = spawn(name, args, { stdio: ['inherit', invocation.isJson ? 2 : 'inherit', 'inherit'], env });
    invocation.passSignals((signal) => child.kill(signal));
    child.on('error', (error: NodeJS.ErrnoException) => {
      fail(error.code === 'ENOENT' ? new CliError('CLIENT_TOOL_MISSING', { tool: name }, hint) : error);
    });
    child.on('close', (code, signal) => done(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
  });
}
