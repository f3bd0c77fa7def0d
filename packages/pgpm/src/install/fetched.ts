import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { CliError } from '../cli/failures.js';
import { readManifest } from './manifest.js';
import { findPackage } from './package-manager.js';

/** What somebody wants of a module. */
export interface Wish {
  /** An npm name, a file of the workspace, or `you`. */
  readonly by: string;
  /** A version or a range. */
  readonly version: string;
}

const noModule = 'it has no pgpm.plan and control file';

/** Whoever has typed the command. */
export const you = 'you';

/** A module as it lies in a node_modules. */
export interface FetchedModule {
  readonly npmName: string;
  readonly version: string;
  /** The name of its control file. */
  readonly module: string;
  /** Absolute. */
  readonly folder: string;
  readonly wantedBy: readonly Wish[];
}

/** All versions that were fetched of one module. */
export interface FetchedVersions {
  readonly npmName: string;
  readonly versions: readonly FetchedModule[];
  /** The one that was fetched for its own sake. */
  readonly root: FetchedModule | undefined;
}

/**
 * The modules that were asked for, those that were missing, and all that they depend on.
 *
 * @throws {CliError} `NOT_A_MODULE_PACKAGE` for a package that was asked for and has no plan.
 */
export function collectModules(
  folder: string,
  requested: readonly string[],
  missing: readonly string[] = [],
): readonly FetchedVersions[] {
  const found = new Map<string, FetchedModule[]>();
  const visited = new Set<string>();
  const visit = (from: string, name: string, wish?: Wish): string | undefined => {
    const place = findPackage(from, name);
    if (place === undefined) return undefined;
    const real = realpathSync(place);
    const module = readModule(real, name);
    if (module === undefined) {
      if (wish?.by === you) throw new CliError('NOT_A_MODULE_PACKAGE', { package: name, problems: [noModule] });
      return undefined;
    }
    const { requirements, ...fetched } = module;
    const wanted = wish === undefined ? [] : [wish.by === you ? { ...wish, version: module.version } : wish];
    const same = found.get(name) ?? [];
    const known = same.find(({ version }) => version === module.version) ?? { ...fetched, wantedBy: [] };
    const others = same.filter(({ version }) => version !== module.version);
    found.set(name, [...others, { ...known, wantedBy: [...known.wantedBy, ...wanted] }]);
    if (!visited.has(real)) {
      visited.add(real);
      for (const [dependency, version] of Object.entries(requirements)) visit(real, dependency, { by: name, version });
    }
    return module.version;
  };
  const roots = new Map([
    ...missing.map((name) => [name, visit(folder, name)] as const),
    ...requested.map((name) => [name, visit(folder, name, { by: you, version: '' })] as const),
  ]);
  return [...found].map(([npmName, versions]) => ({
    npmName,
    versions,
    root: versions.find(({ version }) => version === roots.get(npmName)),
  }));
}

/** Undefined for a package that is no module. */
function readModule(folder: string, npmName: string) {
  const control = readdirSync(folder).find((file) => file.endsWith('.control'));
  if (!existsSync(join(folder, 'pgpm.plan')) || control === undefined) return undefined;
  const { version = '0.0.0', requirements } = readManifest(join(folder, 'package.json'));
  return { npmName, version, module: control.slice(0, control.indexOf('.control')), folder, requirements };
}
