/** Where text goes. */
export type Stream = 'stdout' | 'stderr';

/** Writes text, and remembers it where Nx does not show what a task writes. */
export class Output {
  readonly #mode: OutputMode;
  readonly #write: (stream: Stream, text: string) => void;
  readonly #remembered: { readonly module: string | undefined; readonly text: string }[] = [];

  constructor(mode: OutputMode, write: (stream: Stream, text: string) => void = writeToProcess) {
    this.#mode = mode;
    this.#write = write;
  }

  /** @param module - whose task the line belongs to; absent for what concerns all of them. */
  line(stream: Stream, text: string, module?: string): void {
    const line = `${text}\n`;
    const isReturned = this.#mode === 'returned' && stream === 'stdout';
    if (!isReturned) this.#write(stream, line);
    if (isReturned || this.#mode === 'both') this.#remembered.push({ module, text: line });
  }

  /** What Nx shall show as the output of the task of a module; empty when the process has written it. */
  of(module: string): string {
    return this.#remembered
      .filter((entry) => entry.module === undefined || entry.module === module)
      .map(({ text }) => text)
      .join('');
  }
}

/**
 * `live`: written at once. `both`: also returned to Nx, which holds back what a batch writes. `returned`: only errors
 * are written, the rest is returned to Nx, which shows it, keeps it in the cache, and shows it again on a cache hit.
 */
export type OutputMode = 'live' | 'both' | 'returned';

/** Nx shows what a batch writes, except under its terminal interface and in the log groups of GitHub Actions. */
export function batchOutputMode(env: NodeJS.ProcessEnv): OutputMode {
  const isGrouped =
    env['GITHUB_ACTIONS'] !== undefined &&
    env['GITHUB_ACTIONS'] !== '' &&
    env['NX_SKIP_LOG_GROUPING'] !== 'true' &&
    env['NX_STREAM_OUTPUT'] !== 'true';
  return isGrouped || env['NX_TUI'] === 'true' ? 'both' : 'live';
}

function writeToProcess(stream: Stream, text: string): void {
  process[stream].write(text);
}
