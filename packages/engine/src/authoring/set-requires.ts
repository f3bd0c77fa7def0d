import { EngineError, throwProblems } from '../errors/index.js';
import { editControlRequires, printJsonLike } from '../formats/edit.js';
import { checkName, isJsonObject, npmNameOf, type JsonObject } from '../formats/index.js';
import type { Module } from '../model/index.js';
import { reachableFrom } from '../resolve/index.js';
import { Draft, type Authored, type Files } from './files.js';
import { readPlannedModules, type PlannedModules } from './planned-modules.js';
import { readControl, readSource, type ModulePlace, type ModuleSource } from './source.js';

/** A module that others can require. Every `Module` is one. */
export type RequirableModule = ModulePlace & Pick<Module, 'source' | 'version'>;

export interface SetRequiresOptions {
  readonly files: Files;
  readonly module: ModulePlace;
  /** The modules of the workspace. A name that is none of them is an extension of the server. */
  readonly modules: Iterable<RequirableModule>;
  /** Names of extensions and modules; npm names of modules, too. */
  readonly add?: readonly string[] | undefined;
  readonly remove?: readonly string[] | undefined;
  /** The whole list, instead of the present one. */
  readonly set?: readonly string[] | undefined;
  /** See `moduleAliases` of the configuration. */
  readonly aliases?: Readonly<Record<string, string>> | undefined;
}

/**
 * What a module requires: `requires` of its control file, and `dependencies` of its package.json as far as they are
 * modules. Other dependencies stay.
 *
 * @throws {EngineError} `FILE_NOT_FOUND` without a control file, `INVALID_NAME`, `CIRCULAR_DEPENDENCY`, and the errors
 * of the module's files.
 */
export function setRequires(options: SetRequiresOptions): Authored {
  const { files, module, add = [], remove = [], set } = options;
  const source = readSource(files, module);
  const { control } = source;
  if (control === undefined) {
    const fields = { filePath: `${module.path}/${module.name}.control`, type: 'control' };
    throw new EngineError('FILE_NOT_FOUND', fields, { module: module.name });
  }
  const byName = new Map([...options.modules].map((other) => [other.name, other]));
  const nameOf = (name: string): string => [...byName.values()].find(({ npmName }) => npmName === name)?.name ?? name;
  const removed = new Set(remove.map(nameOf));
  const wanted = [...(set ?? control.value.requires), ...add].map(nameOf).filter((name) => !removed.has(name));
  const names = [...new Set(wanted)];
  throwProblems([...names.flatMap((name) => problemWith(name, module)), ...cycles(files, module, names, byName)]);

  const draft = new Draft(files);
  draft.write(control.path, editControlRequires(control.text, names));
  editDependencies(draft, source, names, byName, options);
  return { edits: draft.edits(), warnings: stillReferred(source, names, readPlannedModules(files, byName.values())) };
}

/** What the plan requires of modules that are no longer required, not even by way of others. */
function stillReferred(
  { name: module, plan, control }: ModuleSource,
  names: readonly string[],
  modules: PlannedModules,
): readonly EngineError[] {
  const kept = reachableFrom(names, modules);
  const before = reachableFrom(control?.value.requires ?? [], modules);
  const dropped = new Set([...before].filter((name) => !kept.has(name)));
  return plan.value.changes.flatMap(({ name: change, line, requires }) =>
    requires.flatMap(({ module: dependency, text: reference }) => {
      if (dependency === undefined || !dropped.has(dependency)) return [];
      const hint = `take it out of the line and of the script of "${change}", or require ${dependency} again`;
      const context = { severity: 'warning', module, change, place: { file: plan.path, line }, hint } as const;
      return [new EngineError('UNDECLARED_MODULE_DEPENDENCY', { module, dependency, reference }, context)];
    }),
  );
}

/** Extensions may be called anything but what breaks the list. */
function problemWith(name: string, module: ModulePlace): readonly EngineError[] {
  const isExtension = checkName(name, 'module') === undefined || /^[^",\s\p{Cc}]+$/u.test(name);
  if (isExtension && !name.startsWith('@')) return [];
  const rule = name.startsWith('@')
    ? 'no module of the workspace has this npm name'
    : 'no blanks, commas and double quotes are allowed';
  return [new EngineError('INVALID_NAME', { name, type: 'module', rule }, { module: module.name })];
}

/** Every way from a required module back to this one. */
function cycles(
  files: Files,
  module: ModulePlace,
  names: readonly string[],
  byName: ReadonlyMap<string, ModulePlace>,
): readonly EngineError[] {
  const requires = (name: string): readonly string[] => {
    if (name === module.name) return [];
    const place = byName.get(name);
    return place === undefined ? [] : (readControl(files, place)?.value.requires ?? []);
  };
  return names.flatMap((name) => {
    const back = pathBetween(name, module.name, requires);
    if (back === undefined) return [];
    const fields = { module: module.name, dependency: name, cycle: [module.name, ...back] };
    return [new EngineError('CIRCULAR_DEPENDENCY', fields, { module: module.name })];
  });
}

/** Both ends included; breadth first. */
function pathBetween(
  from: string,
  to: string,
  next: (name: string) => readonly string[],
): readonly string[] | undefined {
  const cameFrom = new Map<string, string | undefined>([[from, undefined]]);
  for (const name of cameFrom.keys()) {
    if (name === to) {
      const path: string[] = [];
      for (let at: string | undefined = to; at !== undefined; at = cameFrom.get(at)) path.unshift(at);
      return path;
    }
    for (const required of next(name)) if (!cameFrom.has(required)) cameFrom.set(required, name);
  }
  return undefined;
}

/** Modules that are required no longer go, those that are required come; the rest of the list is not ours. */
function editDependencies(
  draft: Draft,
  { control, packageJson }: ModuleSource,
  names: readonly string[],
  byName: ReadonlyMap<string, RequirableModule>,
  { aliases = {} }: SetRequiresOptions,
): void {
  if (packageJson === undefined) return;
  const npmName = (name: string): string | undefined => npmNameOf(name, byName.values(), aliases);
  const present = packageJson.value['dependencies'];
  const dependencies = new Map(Object.entries(isJsonObject(present) ? present : {}));
  const required = new Set(names.flatMap((name) => npmName(name) ?? []));
  for (const name of control?.value.requires ?? []) {
    const old = npmName(name);
    if (old !== undefined && !required.has(old)) dependencies.delete(old);
  }
  for (const name of names) {
    const module = byName.get(name);
    const npm = module === undefined ? undefined : npmName(name);
    if (module === undefined || npm === undefined || dependencies.has(npm)) continue;
    dependencies.set(npm, module.source === 'workspace' ? siblingRange(draft) : (module.version ?? '*'));
  }
  draft.write(packageJson.path, printJsonLike(packageJson.text, withDependencies(packageJson.value, dependencies)));
}

/** npm does not know the protocol of the other package managers. */
function siblingRange(files: Files): string {
  return files.read('package-lock.json') === undefined ? 'workspace:*' : '*';
}

function withDependencies(value: JsonObject, dependencies: ReadonlyMap<string, unknown>): JsonObject {
  const { dependencies: present, ...rest } = value;
  if (dependencies.size === 0) return present === undefined ? value : rest;
  const sorted = Object.fromEntries([...dependencies].sort(([a], [b]) => (a < b ? -1 : 1)));
  return present === undefined ? { ...rest, dependencies: sorted } : { ...value, dependencies: sorted };
}
