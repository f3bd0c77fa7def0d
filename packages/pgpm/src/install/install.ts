import type { Workspace } from '@pgpm/engine';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
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
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

export interface Installed {
  /** What is in its place now. */
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
  const { workspace, specifiers, force, env, signal } = options;
  const lock = readLock(workspace.root);
  const folder = mkdtempSync(join(tmpdir(), 'pgpm-install-'));
  try {
    const dependencies = Object.fromEntries(specifiers.map(({ npmName, wanted }) => [npmName, wanted]));
    await fetchPackages({ folder, root: workspace.root, dependencies, env, signal });
    const requested = new Set(specifiers.map(({ npmName }) => npmName));
    const { modules: found, conflicts } = collectModules(folder, [...requested]);
    // A module of the workspace itself hides one that is installed.
    const own = new Set([...workspace.modules.values()].filter(isOwn).map(({ name }) => name));
    const modules = found.filter(({ module }) => !own.has(module));
    const isKept = ({ npmName, version }: FetchedModule): boolean => {
      const present = lock[npmName]?.version;
      return present !== undefined && !requested.has(npmName) && compareVersions(present, version) >= 0;
    };
    const placed = modules.filter((module) => !isKept(module));
    const target = ({ npmName }: FetchedModule): string =>
      join(workspace.root, workspace.config.extensionsDir, npmName);
    if (!force) for (const module of placed) checkUnedited(module.npmName, target(module), lock[module.npmName]);
    mkdirSync(join(workspace.root, workspace.config.extensionsDir), { recursive: true });
    const entries = placed.map((module) => {
      const { npmName, version, module: name } = module;
      const integrity = placeModule(module, target(module));
      const transitive = !requested.has(npmName) && (lock[npmName]?.transitive ?? true);
      return [npmName, { version, module: name, integrity, transitive }] as const;
    });
    const kept = modules.filter(isKept);
    return {
      modules: placed,
      kept,
      conflicts: [...conflicts, ...kept.flatMap((module) => olderWish(module, lock))],
      lock: { ...lock, ...Object.fromEntries(entries) },
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function isOwn({ source }: { readonly source: string }): boolean {
  return source === 'workspace';
}

function olderWish({ npmName, version, wantedBy }: FetchedModule, lock: Lock): readonly VersionConflict[] {
  const chosen = lock[npmName]?.version ?? version;
  return chosen === version ? [] : [{ npmName, chosen, wanted: wantedBy }];
}
