import type { EngineError, Module, Workspace } from '@pgpm/engine';
import { resolve } from 'node:path';
import { workspaceFiles } from './authoring.js';

/**
 * What differs between the packaged files of a module and what packaging it now would write. While versions differ, only
 * that is told: packaging would change the module's own files.
 */
export async function findPackageDrift(
  workspace: Workspace,
  module: Module,
  /** Relative to the module, or absolute. */
  folder: string,
): Promise<readonly EngineError[]> {
  const { checkPackage } = await import('@pgpm/engine');
  const { authoring, context } = await workspaceFiles(workspace);
  const { edits, warnings } = authoring.syncVersions({ ...context, module });
  if (edits.length > 0) return warnings;
  return checkPackage({ module, root: workspace.root, outDir: resolve(module.dir, folder) });
}
