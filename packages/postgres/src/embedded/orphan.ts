import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

import type { Account } from './account.js';

export interface Orphan {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Who it runs as. Default: this user. */
  readonly account: Account | undefined;
  /** File descriptor for what it prints. */
  readonly log: number;
}

/**
 * Run by a process in between: starts the program in a session of its own and ends. Its output is the pid, or why there
 * is none. File descriptor 2 is the log.
 */
const starter = `
const { program, args, account } = JSON.parse(process.argv[1]);
delete process.env.ELECTRON_RUN_AS_NODE;
const options = { ...account, cwd: '/', detached: true, stdio: ['ignore', 2, 2], windowsHide: true };
const child = require('node:child_process').spawn(program, args, options);
child.once('error', (error) => console.log(error.message));
child.once('spawn', () => {
  console.log(child.pid);
  child.unref();
});
`;

/**
 * Starts a program that does not descend from this process, and resolves with its pid. Task runners kill the whole tree
 * of a task when it ends; Ctrl-C reaches the whole session of a terminal. Neither is for a server that stays.
 *
 * @throws {Error} with the reason why the program cannot be run.
 */
export async function startOrphan({ program, args, env, account, log }: Orphan): Promise<number> {
  const request = JSON.stringify({ program, args, account });
  const child = spawn(process.execPath, ['-e', starter, request], {
    // Inside an editor, the program that runs this code is Node only when told to be.
    env: { ...env, ELECTRON_RUN_AS_NODE: '1' },
    stdio: ['ignore', 'pipe', log],
    windowsHide: true,
  });
  const failed = new Promise<never>((_resolve, reject) => child.once('error', reject));
  const answer = child.stdout === null ? '' : (await Promise.race([text(child.stdout), failed])).trim();
  const pid = Number(answer);
  if (!(pid > 0)) throw new Error(answer === '' ? 'the program could not be started' : answer);
  return pid;
}
