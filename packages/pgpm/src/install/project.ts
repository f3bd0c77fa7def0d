import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export type PackageManager = 'npm' | 'pnpm' | 'yarn' | 'bun';

/** What is installed with one package manager and its registries: a workspace, or a repository that it is a part of. */
export interface Project {
  readonly manager: PackageManager;
  /** `packageManager` of package.json: with its version. */
  readonly pinned: string | undefined;
  /** From the workspace up to the root of the project. */
  readonly folders: readonly string[];
}

const lockfiles: readonly (readonly [file: string, manager: PackageManager])[] = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
  ['package-lock.json', 'npm'],
];

/**
 * The project around a workspace. Its root is the nearest folder with a `packageManager` in package.json or with a lockfile,
 * else that of the repository, else the workspace.
 */
export function findProject(root: string): Project {
  const folders: string[] = [];
  for (let folder = root; ; folder = dirname(folder)) {
    folders.push(folder);
    const found = managerIn(folder);
    if (found !== undefined) return { ...found, folders };
    if (existsSync(join(folder, '.git'))) return { manager: 'npm', pinned: undefined, folders };
    if (dirname(folder) === folder) return { manager: 'npm', pinned: undefined, folders: [root] };
  }
}

/** `packageManager` of package.json, else that of its lockfile. */
function managerIn(folder: string): Omit<Project, 'folders'> | undefined {
  const file = join(folder, 'package.json');
  const [, pinned, name] =
    (existsSync(file)
      ? /"packageManager"\s*:\s*"((npm|pnpm|yarn|bun)@[^"]+)"/.exec(readFileSync(file, 'utf8'))
      : null) ?? [];
  const [, manager] =
    lockfiles.find(([, one]) => one === name) ?? lockfiles.find(([lock]) => existsSync(join(folder, lock))) ?? [];
  return manager === undefined ? undefined : { manager, pinned };
}
