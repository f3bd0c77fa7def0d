import type { ModuleInfo } from './module-info.js';

/** Modules from npm stand in a folder of this name; Nx does not know them as projects. */
const folder = 'extensions';

/** Whether a plan is that of an installed module, and not of a copy in build output. */
export function isInstalledPlan(planFile: string): boolean {
  const path = planFile.split('/');
  return path.includes(folder) && !path.includes('node_modules') && !path.includes('dist');
}

/** Where git does not see the installed modules, and Nx neither, this file tells their versions. */
export const lockFile = '{workspaceRoot}/pgpm-lock.json';

/**
 * Finds the files of the installed modules that a module requires, directly or not. No edge of the graph leads there, so
 * that they have to be inputs of its tasks.
 */
export function installedInputs(
  modules: readonly ModuleInfo[],
  installed: readonly ModuleInfo[],
): (info: ModuleInfo) => readonly string[] {
  // A module of the workspace hides an installed one.
  const byName = new Map([...installed, ...modules].map((info) => [info.module, info]));
  const roots = new Set(installed.map(({ root }) => root));
  return (info) => {
    if (installed.length === 0) return [lockFile];
    const found = new Set([info]);
    for (const { requires } of found) {
      for (const { name } of requires) {
        const required = byName.get(name);
        if (required !== undefined) found.add(required);
      }
    }
    const needed = [...found].map(({ root }) => root).filter((root) => roots.has(root));
    return needed.sort().map((root) => `{workspaceRoot}/${root}/**/*`);
  };
}
