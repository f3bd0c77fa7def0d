import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packedPackages, run, type ForeignWorkspace } from './foreign-workspace.js';
import type { Files } from './workspace.js';

/** What a commit does: files to write, or a path to delete, relative to the workspace root. */
export type Edit = { readonly write: Files } | { readonly remove: string };

export interface Woken {
  /** Projects that `nx affected` picks since the commit before, sorted. */
  readonly affected: readonly string[];
  /** Projects whose task is run instead of being read from the cache, by target. A target with none is left out. */
  readonly run: Readonly<Record<string, readonly string[]>>;
  /** Tasks that failed. */
  readonly failed: readonly string[];
}

interface RunDetails {
  readonly tasks: readonly {
    readonly target: string;
    readonly projectName: string;
    readonly cacheStatus: string;
    readonly status: number;
    readonly taskId: string;
  }[];
}

/** Commits an edit, and asks Nx what it wakes among the targets. */
export function commit(workspace: ForeignWorkspace, message: string, edit: Edit, targets: readonly string[]): Woken {
  if ('write' in edit) workspace.write(edit.write);
  else rmSync(join(workspace.root, edit.remove), { recursive: true });
  workspace.git('add', '--all');
  workspace.git('commit', '--quiet', `--message=${message}`);
  const shown = workspace.nx('show projects --affected --base=HEAD~1 --head=HEAD --json');
  if (shown.status !== 0) throw new Error(shown.all);
  const affected: string[] = JSON.parse(shown.stdout);
  return { affected: affected.sort(), ...runAll(workspace, targets) };
}

/** Runs the targets of all projects, and tells what did not come from the cache. */
export function runAll(workspace: ForeignWorkspace, targets: readonly string[]): Omit<Woken, 'affected'> {
  workspace.nx(`run-many -t ${targets.join(' ')}`);
  const { tasks }: RunDetails = JSON.parse(readFileSync(join(workspace.root, '.nx/cache/run.json'), 'utf8'));
  const missed = tasks.filter(({ cacheStatus }) => cacheStatus === 'cache-miss');
  const projectsOf = (wanted: string): string[] =>
    missed.flatMap(({ target, projectName }) => (target === wanted ? projectName : [])).sort();
  return {
    run: Object.fromEntries(
      targets.map((target) => [target, projectsOf(target)]).filter(([, projects]) => projects?.length !== 0),
    ),
    failed: tasks.flatMap(({ taskId, status }) => (status === 0 ? [] : taskId)).sort(),
  };
}

/**
 * Makes another version of an installed package, with the same files, and installs it.
 *
 * @returns the files of the workspace that say so.
 */
export function installOtherVersion({ root }: ForeignWorkspace, name: string, version: string): Files {
  const present = packedPackages()[name] ?? '';
  const folder = join(root, 'tarballs');
  const other = join(folder, `${version}.tgz`);
  mkdirSync(folder);
  run('tar', ['-xzf', present.replace('file:', ''), '-C', folder], root);
  const manifest = join(folder, 'package', 'package.json');
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replace(/"version": "[^"]*"/, `"version": "${version}"`));
  run('tar', ['-czf', other, '-C', folder, 'package'], root);
  const text = readFileSync(join(root, 'package.json'), 'utf8');
  const files = { 'package.json': text.replaceAll(present, `file:${other}`) };
  writeFileSync(join(root, 'package.json'), files['package.json']);
  run('npx', ['--yes', 'pnpm@10.34.9', 'install', '--prefer-offline', '--no-frozen-lockfile'], root);
  return files;
}
