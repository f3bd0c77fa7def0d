import type { Module, Workspace } from '@pgpm/engine';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Lock } from './lock.js';

/**
 * Where an installed module is, or would go: where it has been found before, else in the folder for modules from npm.
 *
 * @returns a path relative to the root, with `/`.
 */
export function placeOf({ modules, config }: Workspace, lock: Lock, npmName: string): string {
  const module = modules.get(lock[npmName]?.module ?? '');
  const isThere = module !== undefined && !isManaged(module) && module.path.endsWith(`/${npmName}`);
  return isThere ? module.path : `${config.extensionsDir}/${npmName}`;
}

/** The version of a module that is locked and in its place. */
export function presentVersion(workspace: Workspace, lock: Lock, npmName: string): string | undefined {
  const isThere = existsSync(join(workspace.root, placeOf(workspace, lock, npmName)));
  return isThere ? lock[npmName]?.version : undefined;
}

/** A module that somebody develops here: it was not installed. */
export function isOwn({ name, path, source }: Module, lock: Lock): boolean {
  if (source !== 'workspace') return false;
  return !Object.entries(lock).some(([npmName, { module }]) => module === name && path.endsWith(`/${npmName}`));
}

/** A module that the package manager looks after. */
export function isManaged({ path }: Module): boolean {
  return path.split('/').includes('node_modules');
}
