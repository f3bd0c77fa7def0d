import type { Module, Workspace } from '@pgpm/engine';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CliError } from '../cli/failures.js';
import { isMet, wishText } from './choose.js';
import type { Wish } from './fetched.js';
import type { Lock } from './lock.js';
import { readManifest } from './manifest.js';
import { findPackage } from './package-manager.js';
import { isManaged, isOwn, presentVersion } from './places.js';
import type { Specifier } from './specifier.js';
import { canAgree, isRange, isVersion } from './versions.js';

/** A version or range that a file of the workspace has in its `dependencies`. */
export interface Recorded extends Wish {
  readonly npmName: string;
}

/** The file that records what is installed for a module, or for the workspace. */
export function recordOf(module: Pick<Module, 'path'> | undefined): string {
  return module === undefined ? 'pgpm.json' : join(module.path, 'package.json');
}

/** What pgpm.json and package.json of the workspace's own modules record. Places and tags are no versions. */
export function recordedVersions({ root, modules }: Workspace, lock: Lock): readonly Recorded[] {
  const own = [...modules.values()].filter((module) => isOwn(module, lock));
  return [undefined, ...own].map(recordOf).flatMap((by) => {
    if (!existsSync(join(root, by))) return [];
    return Object.entries(readManifest(join(root, by)).dependencies)
      .filter(([, version]) => isRange(version))
      .map(([npmName, version]) => ({ npmName, by, version }));
  });
}

/**
 * What is recorded or locked, and not at hand, in the version that the lockfile has, as long as that is a recorded one.
 *
 * @throws {CliError} `MODULE_VERSION_CONFLICT` when different versions of one module are recorded.
 */
export function missingModules(workspace: Workspace, lock: Lock, recorded: readonly Recorded[]): readonly Specifier[] {
  const others = [...workspace.modules.values()].filter((module) => isOwn(module, lock) || isManaged(module));
  const isAtHand = (npmName: string, wishes: readonly Wish[]): boolean => {
    const name = lock[npmName]?.module;
    if (others.some((module) => module.name === name || module.npmName === npmName)) return true;
    if (name !== undefined) return presentVersion(workspace, lock, npmName) !== undefined;
    return wishes.some(({ by }) => isNoModule(join(workspace.root, dirname(by)), npmName));
  };
  const names = new Set([...Object.keys(lock), ...recorded.map(({ npmName }) => npmName)]);
  return [...names].flatMap((npmName) => {
    const wishes = recorded.filter((one) => one.npmName === npmName);
    if (lock[npmName] !== undefined) refuseContradiction(npmName, wishes);
    if (isAtHand(npmName, wishes)) return [];
    refuseContradiction(npmName, wishes);
    return [{ npmName, wanted: versionOf(wishes, lock[npmName]?.version) }];
  });
}

/** The package manager has it, and it has no plan. */
function isNoModule(from: string, npmName: string): boolean {
  const folder = findPackage(from, npmName);
  return folder !== undefined && !existsSync(join(folder, 'pgpm.plan'));
}

function versionOf(wishes: readonly Wish[], locked: string | undefined): string {
  if (locked !== undefined && wishes.every((wish) => isMet(wish, locked))) return locked;
  const versions = wishes.map(({ version }) => version);
  return versions.find(isVersion) ?? versions.join(' ');
}

function refuseContradiction(npmName: string, wishes: readonly Wish[]): void {
  const isOne = wishes.every((a) => wishes.every((b) => canAgree(a.version, b.version)));
  if (isOne) return;
  const hint = 'write one version into these files';
  throw new CliError('MODULE_VERSION_CONFLICT', { module: npmName, wanted: wishes.map(wishText) }, hint);
}
