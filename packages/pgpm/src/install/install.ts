import type { Module, Workspace } from '@pgpm/engine';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { collectModules, type FetchedModule, type VersionConflict } from './fetched.js';
import { readLock, type Lock } from './lock.js';
import { fetchPackages } from './package-manager.js';
import { checkUnedited, placeModule } from './place.js';
import type { Specifier } from './specifier.js';
import { compareVersions } from './versions.js';

export interface InstallOptions {
  readonly workspace: Workspace;
  readonly specifiers: readonly Specifier[];
  /** Replace modules that were edited, or that nobody has recorded. */
  readonly force: boolean;
  /** Leave what is in place in the same or a newer version, even when it was asked for. Default: `false`. */
  readonly onlyNewer?: boolean | undefined;
  /** Fetch and decide, but replace nothing. Default: `false`. */
  readonly dryRun?: boolean | undefined;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

export interface Installed {
  /** What is in its place now, or would be. */
  readonly modules: readonly FetchedModule[];
  /** In place already, in the same or a newer version. */
  readonly kept: readonly FetchedModule[];
  readonly conflicts: readonly VersionConflict[];
  /** The new content of the lockfile. */
  readonly lock: Lock;
}

/**
 * Fetches modules with all that they depend on, and copies them into the folder for modules from npm. Everything is
 * fetched and checked before the first one is replaced.
 */
export async function installModules(options: InstallOptions): Promise<Installed> {
  const { workspace, specifiers, force, onlyNewer = false, dryRun = false, env, signal } = options;
  const lock = readLock(workspace.root);
  const folder = mkdtempSync(join(tmpdir(), 'pgpm-install-'));
  try {
    const dependencies = Object.fromEntries(specifiers.map(({ npmName, wanted }) => [npmName, wanted]));
    await fetchPackages({ folder, root: workspace.root, dependencies, env, signal });
    const requested = new Set(specifiers.map(({ npmName }) => npmName));
    const { modules: found, conflicts } = collectModules(folder, [...requested]);
    // A module of the workspace itself, or one that the package manager looks after, hides one that is installed.
    const own = new Set([...workspace.modules.values()].filter(isOwn).map(({ name }) => name));
    const modules = found.filter(({ module }) => !own.has(module));
    const target = ({ npmName }: FetchedModule): string =>
      join(workspace.root, workspace.config.extensionsDir, npmName);
    const isKept = (module: FetchedModule): boolean => {
      const present = lock[module.npmName]?.version;
      if (present === undefined || (requested.has(module.npmName) && !onlyNewer)) return false;
      return compareVersions(present, module.version) >= 0 && existsSync(target(module));
    };
    const placed = modules.filter((module) => !isKept(module));
    const kept = modules.filter(isKept);
    const decided = {
      modules: placed,
      kept,
      conflicts: [
        ...conflicts,
        ...kept.filter(({ npmName }) => !requested.has(npmName)).flatMap((module) => olderWish(module, lock)),
      ],
    };
    if (!force) for (const module of placed) checkUnedited(module.npmName, target(module), lock[module.npmName]);
    if (dryRun) return { ...decided, lock };
    mkdirSync(join(workspace.root, workspace.config.extensionsDir), { recursive: true });
    const entries = placed.map((module) => {
      const { npmName, version, module: name } = module;
      const integrity = placeModule(module, target(module));
      const transitive = !requested.has(npmName) && (lock[npmName]?.transitive ?? true);
      return [npmName, { version, module: name, integrity, transitive }] as const;
    });
    return { ...decided, lock: { ...lock, ...Object.fromEntries(entries) } };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function isOwn({ source, path }: Module): boolean {
  return source === 'workspace' || path.split('/').includes('node_modules');
}

function olderWish({ npmName, version, wantedBy }: FetchedModule, lock: Lock): readonly VersionConflict[] {
  const chosen = lock[npmName]?.version ?? version;
  return chosen === version ? [] : [{ npmName, chosen, wanted: wantedBy }];
}
