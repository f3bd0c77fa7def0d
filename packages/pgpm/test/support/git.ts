import { execFileSync } from 'node:child_process';

/** Makes a folder a repository, with all its files in a commit on `main`. @returns what runs git there. */
export function makeRepository(cwd: string): (...args: readonly string[]) => void {
  const who = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org'];
  const git = (...args: readonly string[]): void => {
    execFileSync('git', [...who, ...args], { cwd, stdio: 'ignore' });
  };
  git('init', '--quiet', '--initial-branch', 'main');
  git('add', '.');
  git('commit', '--quiet', '--message', 'all');
  return git;
}
