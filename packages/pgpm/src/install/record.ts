import type { Module, Workspace } from '@pgpm/engine';
import { workspaceFiles } from '../shared/authoring.js';
import type { Installed } from './install.js';
import { lockFile } from './lock.js';
import type { Specifier } from './specifier.js';

/**
 * Writes down what was installed: the lockfile; and for what was asked for, package.json and control file of the module,
 * or `dependencies` of pgpm.json.
 *
 * @returns the files that were written.
 */
export async function recordInstalled(
  workspace: Workspace,
  module: Module | undefined,
  specifiers: readonly Specifier[],
  { lock }: Installed,
  lockText: string,
): Promise<readonly string[]> {
  const { authoring, context } = await workspaceFiles(workspace);
  const requested = specifiers.flatMap(({ npmName }) => {
    const entry = lock[npmName];
    return entry === undefined ? [] : [{ npmName, name: entry.module, version: entry.version }];
  });
  const { edits } = authoring.recordModules({
    ...context,
    module,
    lock: { path: lockFile, text: lockText },
    installed: requested,
    extensionsDir: workspace.config.extensionsDir,
  });
  authoring.applyEdits(workspace.root, edits);
  return edits.map(({ path }) => path);
}

/** The same for modules that are newer now: their versions change wherever they are written down. */
export async function recordUpgraded(
  workspace: Workspace,
  { modules, lock }: Installed,
  lockText: string,
): Promise<readonly string[]> {
  const { authoring, context } = await workspaceFiles(workspace);
  const { edits } = authoring.recordUpgrades({
    ...context,
    installed: modules.map(({ npmName, module, version }) => ({
      npmName,
      name: lock[npmName]?.module ?? module,
      version,
    })),
    lock: { path: lockFile, text: lockText },
  });
  authoring.applyEdits(workspace.root, edits);
  return edits.map(({ path }) => path);
}
