import type { ProjectConfiguration } from '@nx/devkit';
import type { ModuleError, ModuleInfo } from './module-info.js';

/** What `metadata.pgpm` of a project says, so that nobody has to parse the plan again. */
export interface PgpmMetadata {
  /** The name of the module. */
  readonly project: string;
  /** For each module that it requires, where it says so: `FILE:LINE`, the file relative to the project. By module, then file. */
  readonly requires: Readonly<Record<string, readonly string[]>>;
  /** What its control file requires and no module of the workspace is. */
  readonly extensions: readonly string[];
  readonly tags: readonly string[];
  readonly changes: number;
  readonly error?: ModuleError;
}

/** @param modules - the names of all modules in the workspace. A name in a plan is a module's, even if not one of them. */
export function pgpmMetadata(info: ModuleInfo, modules: ReadonlySet<string>): PgpmMetadata {
  const isModule = ({ name, file }: ModuleInfo['requires'][number]): boolean =>
    modules.has(name) || file === 'pgpm.plan';
  const requires = new Map<string, string[]>();
  for (const { name, file, line } of info.requires.filter(isModule)) {
    requires.set(name, [...(requires.get(name) ?? []), `${file}:${line}`]);
  }
  return {
    project: info.module,
    requires: Object.fromEntries(requires),
    extensions: info.requires.filter((required) => !isModule(required)).map(({ name }) => name),
    tags: info.tags,
    changes: info.changes,
    ...(info.error !== undefined && { error: info.error }),
  };
}

/** Reads it back from a project of the graph; undefined for a project that is no module. */
export function readPgpmMetadata({ metadata }: ProjectConfiguration): PgpmMetadata | undefined {
  const value: unknown = metadata?.['pgpm'];
  return isPgpmMetadata(value) ? value : undefined;
}

function isPgpmMetadata(value: unknown): value is PgpmMetadata {
  return typeof value === 'object' && value !== null && 'project' in value && 'requires' in value;
}
