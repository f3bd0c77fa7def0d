import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { stripVTControlCharacters } from 'node:util';
import { bin, cleanEnvironment } from './pgpm.js';

export interface TerminalOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** What somebody types as soon as `when` is written. */
  readonly typed: { readonly when: string; readonly keys: string };
}

/**
 * Runs the compiled program at a terminal of its own, that of util-linux' `script`.
 *
 * @param args - words without anything that a shell takes for more.
 * @returns what stood on the terminal, without colours and movements of the cursor.
 */
export async function pgpmAtTerminal(
  args: string,
  { cwd, env, typed: { when, keys } }: TerminalOptions,
): Promise<{ readonly status: number; readonly output: string }> {
  // A new terminal is zero columns wide.
  const command = `stty columns 200 rows 50; "$PGPM_NODE" "$PGPM_BIN" ${args}`;
  const child = spawn('script', ['--quiet', '--return', '--command', command, '/dev/null'], {
    cwd,
    env: { ...cleanEnvironment(), ...env, PGPM_NODE: process.execPath, PGPM_BIN: bin },
  });
  const ended = once(child, 'close');
  let written = '';
  const pending = [keys];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    written += text;
    if (!stripVTControlCharacters(written).includes(when)) return;
    for (const key of pending.splice(0)) child.stdin.write(key);
  });
  const [status]: unknown[] = await ended;
  const output = stripVTControlCharacters(written).replaceAll('\r\n', '\n');
  if (pending.length > 0) throw new Error(`"${when}" was never written:\n${output}`);
  return { status: Number(status), output };
}
