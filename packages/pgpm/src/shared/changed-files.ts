import { execFile } from 'node:child_process';
import { CliError } from '../cli/failures.js';
import type { Invocation } from '../cli/invocation.js';

/**
 * What has been added, edited or removed in a folder since a branch left `ref`, committed or not, as git sees it.
 *
 * @returns paths relative to the folder, with `/`.
 * @throws {CliError} `USAGE` when git knows no such commit; `CLIENT_TOOL_MISSING`.
 */
export async function changedFilesSince(
  invocation: Invocation,
  folder: string,
  ref: string,
): Promise<readonly string[]> {
  const ask = (...args: readonly string[]): Promise<string | undefined> => git(invocation, folder, args);
  // Words that begin with a dash are no options behind this.
  const commit = await ask('rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`);
  if (commit === undefined) {
    const hint = 'name a branch, a tag or a commit; in CI it may have to be fetched first';
    throw new CliError('USAGE', { reason: `--since: git finds no commit "${ref}" here` }, hint);
  }
  // Histories that never met have no base.
  const base = (await ask('merge-base', commit.trim(), 'HEAD')) ?? commit;
  const edited = await ask('diff', '--name-only', '--no-renames', '--relative', '-z', base.trim(), '--', '.');
  const fresh = await ask('ls-files', '--others', '--exclude-standard', '-z', '--', '.');
  return `${edited ?? ''}${fresh ?? ''}`.split('\0').filter((path) => path !== '');
}

/** What git prints; undefined when it fails. */
function git({ env, signal }: Invocation, cwd: string, args: readonly string[]): Promise<string | undefined> {
  const options = { cwd, env, signal, maxBuffer: 256 * 1024 * 1024 };
  return new Promise((done, fail) => {
    execFile('git', args, options, (error, stdout) => {
      if (signal.aborted) fail(new CliError('CANCELLED', {}));
      else if (error?.code === 'ENOENT') fail(new CliError('CLIENT_TOOL_MISSING', { tool: 'git' }));
      else done(error === null ? stdout : undefined);
    });
  });
}
