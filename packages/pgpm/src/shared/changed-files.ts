import { execFile } from 'node:child_process';
import { CliError } from '../cli/failures.js';
import type { Invocation } from '../cli/invocation.js';

/**
 * What has been added, edited or removed in a folder since a branch left `ref`, committed or not, as git sees it.
 *
 * @returns paths relative to the folder, with `/`; of a repository in the repository its folder alone.
 * @throws {CliError} `USAGE` when git knows no such commit; `FILE_SYSTEM` when it cannot tell; `CLIENT_TOOL_MISSING`.
 */
export async function changedFilesSince(
  invocation: Invocation,
  folder: string,
  ref: string,
): Promise<readonly string[]> {
  const ask = (...args: readonly string[]): Promise<Answer> => git(invocation, folder, args);
  // Words that begin with a dash are no options behind this.
  const commit = await ask('rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`);
  if (commit.failure !== undefined) {
    const hint = 'name a branch, a tag or a commit; in CI it may have to be fetched first';
    throw new CliError('USAGE', { reason: `--since: git finds no commit "${ref}" here` }, hint);
  }
  // Histories that never met have no base.
  const met = await ask('merge-base', commit.text.trim(), 'HEAD');
  const base = met.failure === undefined ? met : commit;
  const whole = ['--name-only', '--no-renames', '--ignore-submodules=none', '--relative', '-z'];
  const edited = await ask('diff', ...whole, base.text.trim(), '--', '.');
  const fresh = await ask('ls-files', '--others', '--exclude-standard', '-z', '--', '.');
  const failure = edited.failure ?? fresh.failure;
  if (failure !== undefined) throw new CliError('FILE_SYSTEM', { path: undefined, reason: `git failed: ${failure}` });
  const paths = `${edited.text}${fresh.text}`.split('\0').filter((path) => path !== '');
  return paths.map((path) => path.replace(/\/$/, ''));
}

/** What git prints, and what it says when it fails. */
interface Answer {
  readonly text: string;
  readonly failure: string | undefined;
}

function git({ env, signal }: Invocation, cwd: string, args: readonly string[]): Promise<Answer> {
  const options = { cwd, env, signal, maxBuffer: 256 * 1024 * 1024 };
  return new Promise((done, fail) => {
    execFile('git', args, options, (error, text, stderr) => {
      if (signal.aborted) fail(new CliError('CANCELLED', {}));
      else if (error?.code === 'ENOENT') fail(new CliError('CLIENT_TOOL_MISSING', { tool: 'git' }));
      else done({ text, failure: error === null ? undefined : stderr.trim() || error.message });
    });
  });
}
