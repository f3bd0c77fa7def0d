import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { stripVTControlCharacters } from 'node:util';

/** What somebody at a terminal types as soon as something is written there. */
export interface Typed {
  readonly when: string;
  readonly keys: string;
}

export interface TerminalOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** In this order. */
  readonly typed: readonly Typed[];
}

export interface TerminalResult {
  /** 130 when Ctrl-C was typed. */
  readonly status: number;
  /** What stood on the terminal, without colours and movements of the cursor. */
  readonly output: string;
}

/** The keys of Ctrl-C. */
export const ctrlC = '\u0003';

/** Runs lines of a shell at a terminal of their own, that of util-linux' `script`. */
export async function atTerminal(lines: string, { cwd, env, typed }: TerminalOptions): Promise<TerminalResult> {
  // A new terminal is zero columns wide.
  const command = `stty columns 200 rows 50\n${lines}`;
  const child = spawn('script', ['--quiet', '--return', '--command', command, '/dev/null'], { cwd, env });
  const ended = once(child, 'close');
  let written = '';
  let seen = 0;
  let next = 0;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    written += text;
    const { when, keys } = typed[next] ?? {};
    if (when === undefined) return;
    const place = stripVTControlCharacters(written).indexOf(when, seen);
    if (place < 0) return;
    seen = place + when.length;
    next += 1;
    child.stdin.write(keys);
  });
  const [status]: unknown[] = await ended;
  const output = stripVTControlCharacters(written).replaceAll('\r\n', '\n');
  const missed = typed[next];
  if (missed !== undefined) throw new Error(`"${missed.when}" was never written:\n${output}`);
  return { status: Number(status), output };
}
