import { compareVersions } from './versions.js';
import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { CliError } from '../cli/failures.js';
import { findPackage } from './package-manager.js';

/** A module as it lies in a node_modules. */
export interface FetchedModule {
  readonly npmName: string;
  readonly version: string;
  /** The name of its control file. */
  readonly module: string;
  /** Absolute. */
  readonly folder: string;
  /** Who wants it, in which version: npm names, or `you`. */
  readonly wantedBy: readonly { readonly by: string; readonly version: string }[];
}

/** Two versions of one module, of which one was chosen. */
export interface VersionConflict {
  readonly npmName: string;
  readonly chosen: string;
  readonly wanted: FetchedModule['wantedBy'];
}

const you = 'you';

/**
 * The modules that were asked for and all that they depend on. A database has room for one version of each: that which
 * was asked for, else the newest.
 *
 * @throws {CliError} `NOT_A_MODULE_PACKAGE` for a package that was asked for and has no plan; `MODULE_VERSION_CONFLICT`
 * when versions of different majors are wanted.
 */
export function collectModules(
  folder: string,
  requested: readonly string[],
): { readonly modules: readonly FetchedModule[]; readonly conflicts: readonly VersionConflict[] } {
  const found = new Map<string, FetchedModule[]>();
  const visited = new Set<string>();
  const visit = (from: string, name: string, by: string): void => {
    const place = findPackage(from, name);
    if (place === undefined) return;
    const real = realpathSync(place);
    const module = readModule(real, name);
    if (module === undefined) {
      if (by === you) throw new CliError('NOT_A_MODULE_PACKAGE', { package: name });
      return;
    }
    const wanted = { by, version: module.version };
    const same = found.get(name) ?? [];
    const known = same.find(({ version }) => version === module.version);
    const all = known === undefined ? [...same, { ...module, wantedBy: [wanted] }] : same;
    found.set(
      name,
      all.map((one) => (one === known ? { ...one, wantedBy: [...one.wantedBy, wanted] } : one)),
    );
    if (visited.has(real)) return;
    visited.add(real);
    for (const dependency of module.dependencies) visit(real, dependency, name);
  };
  for (const name of requested) visit(folder, name, you);

  const modules: FetchedModule[] = [];
  const conflicts: VersionConflict[] = [];
  for (const [npmName, versions] of found) {
    const chosen = choose(versions);
    modules.push(chosen);
    if (versions.length === 1) continue;
    const wanted = versions.flatMap(({ wantedBy }) => wantedBy);
    refuseMajors(npmName, versions, wanted);
    conflicts.push({ npmName, chosen: chosen.version, wanted });
  }
  return { modules, conflicts };
}

function choose(versions: readonly FetchedModule[]): FetchedModule {
  const [first, ...rest] = [...versions].sort((a, b) => compareVersions(b.version, a.version));
  if (first === undefined) throw new RangeError('a module has a version');
  return [first, ...rest].find(({ wantedBy }) => wantedBy.some(({ by }) => by === you)) ?? first;
}

function refuseMajors(npmName: string, versions: readonly FetchedModule[], wanted: FetchedModule['wantedBy']): void {
  const isRequested = wanted.some(({ by }) => by === you);
  const majors = new Set(versions.map(({ version }) => version.split('.', 1)[0]));
  if (isRequested || majors.size === 1) return;
  const hint = `say which one: pgpm install ${npmName}@<version>`;
  throw new CliError('MODULE_VERSION_CONFLICT', { module: npmName, wanted: wanted.map(wish) }, hint);
}

/** `@pgpm/types wants 0.16.0`. */
function wish({ by, version }: FetchedModule['wantedBy'][number]): string {
  return by === you ? `you want ${version}` : `${by} wants ${version}`;
}

/** Which version it is, and who wanted another one. */
export function conflictText({ npmName, chosen, wanted }: VersionConflict): string {
  const others = wanted.filter(({ version }) => version !== chosen);
  return `warning MODULE_VERSION_CONFLICT: ${npmName} is ${chosen}, though ${others.map(wish).join(', ')}`;
}

/** Undefined for a package that is no module. */
function readModule(folder: string, npmName: string) {
  const control = readdirSync(folder).find((file) => file.endsWith('.control'));
  if (!existsSync(join(folder, 'pgpm.plan')) || control === undefined) return undefined;
  const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const { version, dependencies } = isObject(manifest) ? manifest : {};
  return {
    npmName,
    version: typeof version === 'string' ? version : '0.0.0',
    module: control.slice(0, control.indexOf('.control')),
    folder,
    dependencies: isObject(dependencies) ? Object.keys(dependencies) : [],
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
