import type { EngineError, Module, Workspace } from '@pgpm/engine';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, isAbsolute, join, resolve } from 'node:path';
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
  const { EngineError: Problem, packageModule } = await import('@pgpm/engine');
  const { authoring, context } = await workspaceFiles(workspace);
  const { edits, warnings } = authoring.syncVersions({ ...context, module });
  if (edits.length > 0) return warnings;
  const outDir = mkdtempSync(join(tmpdir(), 'pgpm-package-'));
  try {
    const { files } = await packageModule({ module, root: workspace.root, outDir });
    return files.flatMap((fresh) => {
      const present = resolve(module.dir, folder, basename(fresh));
      const path = isAbsolute(folder) ? present : `${module.path}/${folder}/${basename(fresh)}`;
      const isThere = existsSync(present);
      if (isThere && readFileSync(present).equals(readFileSync(fresh))) return [];
      const reason = isThere ? 'out-of-sync' : 'missing-artifact';
      const context = { module: module.name, place: { file: path }, hint: 'run: pgpm package' };
      return [new Problem('PACKAGE_DRIFT', { path, reason }, context)];
    });
  } finally {
    rmSync(outDir, { recursive: true, force: true });
  }
}
