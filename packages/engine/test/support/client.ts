import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { ClientConfig } from 'pg';

const sources = join(__dirname, '../../../../tools/sources.cjs');

/** A client in a process of its own, as two users or two CI jobs are. */
export class ClientProcess {
  readonly lines: string[] = [];
  /** The exit code; null when it was killed. */
  readonly ended: Promise<number | null>;
  readonly #child;
  #errors = '';

  constructor(
    command: 'deploy' | 'revert',
    root: string,
    database: ClientConfig,
    tx: 'module' | 'change' = 'module',
    node: readonly string[] = [],
  ) {
    this.#child = spawn(
      process.execPath,
      [...node, '-r', sources, join(__dirname, 'run-process.ts'), command, root, tx],
      {
        env: { ...process.env, CONNECTION: JSON.stringify(database) },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    this.#child.stdout.on('data', (chunk: Buffer) => this.lines.push(...chunk.toString().trimEnd().split('\n')));
    this.#child.stderr.on('data', (chunk: Buffer) => (this.#errors += chunk.toString()));
    this.ended = once(this.#child, 'close').then(() => this.#child.exitCode);
  }

  /** What it wrote to its error output. */
  get errors(): string {
    return this.#errors;
  }

  /** Resolves when it has told so many progress events, or has ended. */
  async reached(events: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const look = (): void => {
        if (this.lines.length >= events) resolve();
      };
      this.#child.stdout.on('data', look);
      void this.ended.then(() => resolve());
      look();
    });
  }

  /** Ends it on the spot: it can do nothing about it. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.ended;
  }
}
