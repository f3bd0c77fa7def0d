import { spawn } from 'node:child_process';

import { serverEnvironment } from '../settings.js';
import type { Account } from './account.js';

export interface ProgramResult {
  /** Undefined when a signal ended the program. */
  readonly exitCode: number | undefined;
  /** What it printed on stdout and stderr, as they came. */
  readonly output: readonly string[];
}

/**
 * Runs a program of PostgreSQL to its end, with nothing of our environment.
 *
 * @throws the system's error when it cannot be started.
 */
export function runProgram(
  file: string,
  args: readonly string[],
  { account, input = '' }: { account: Account | undefined; input?: string },
): Promise<ProgramResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { ...account, cwd: '/', env: serverEnvironment(), windowsHide: true });
    const chunks: Buffer[] = [];
    const collect = (chunk: Buffer): void => void chunks.push(chunk);
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', reject);
    child.once('close', (code) => {
      resolve({ exitCode: code ?? undefined, output: linesOf(Buffer.concat(chunks).toString('utf8')) });
    });
    // A program that ends before it has read everything closes the pipe; its exit code says why.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}

export function linesOf(text: string): readonly string[] {
  return text.split(/\r?\n/).filter((line) => line.trim() !== '');
}
