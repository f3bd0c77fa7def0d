import { openWorkspace, sortModules, type Closure, type Module } from '@pgpm/engine';

export const workspace = openWorkspace(__dirname);

/** Every module of this repository, each after those that it requires. */
export const modules: readonly Module[] = sortModules(workspace.modules, [...workspace.modules.values()]).modules;

/** A module with everything that it requires. */
export function closureOf(module: Module): Closure {
  return sortModules(workspace.modules, [module]);
}

export function requires(module: Module, name: string): boolean {
  return closureOf(module).modules.some((required) => required.name === name);
}

/** The embedded server has no PostGIS, and the one in WebAssembly serves one session at a time. */
export function needsPostgis(module: Module): boolean {
  return closureOf(module).extensions.has('postgis');
}

/** Both make the schema `app_jobs`: one database holds one of them. */
export const rivals = ['pgpm-jobs', 'pgpm-database-jobs'] as const;
