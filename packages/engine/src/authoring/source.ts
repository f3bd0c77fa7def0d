import { EngineError, inContext, throwProblems } from '../errors/index.js';
import { controlName, parseControl, parseJsonObject, parsePlan, type JsonObject } from '../formats/index.js';
import type { Control, Module, Plan, ScriptKind } from '../model/index.js';
import { controlSuffix, joinPosix, planFile } from '../workspace/index.js';
import type { Files } from './files.js';

/** Where a module is. Every `Module` is one. */
export type ModulePlace = Pick<Module, 'name' | 'path' | 'npmName'>;

export const scriptKinds: readonly ScriptKind[] = ['deploy', 'revert', 'verify'];

/** The files that a module is described by, as they are in `Files` now. */
export interface ModuleSource {
  readonly name: string;
  readonly path: string;
  readonly plan: { readonly path: string; readonly text: string; readonly value: Plan };
  readonly control: { readonly path: string; readonly text: string; readonly value: Control } | undefined;
  readonly packageJson: { readonly path: string; readonly text: string; readonly value: JsonObject } | undefined;
}

/**
 * Reads what is going to be edited.
 *
 * @throws {EngineError} `FILE_NOT_FOUND` without a plan, and all errors of the three files: what cannot be read must not
 * be rewritten.
 */
export function readSource(files: Files, module: ModulePlace): ModuleSource {
  const path = pathIn(module, planFile);
  const text = files.read(path);
  if (text === undefined) {
    throw new EngineError('FILE_NOT_FOUND', { filePath: path, type: 'plan' }, { module: module.name });
  }
  const control = readControl(files, module);
  const packageJson = readPackageJson(files, module);
  const { plan, problems } = parsePlan(text, path, { controlFile: control?.path });
  const all = [...problems, ...(control?.problems ?? []), ...(packageJson?.problems ?? [])];
  throwProblems(all.map((problem) => inContext(problem, { module: module.name })));
  return { name: module.name, path: module.path, plan: { path, text, value: plan }, control, packageJson };
}

/** The control file of a module: the one with its name, else the first. */
export function readControl(files: Files, module: ModulePlace) {
  const names = files
    .list(module.path)
    .filter((file) => file.endsWith(controlSuffix) && parentOf(file) === module.path)
    .sort();
  const path = names.find((file) => controlName(file) === module.name) ?? names[0];
  const text = path === undefined ? undefined : files.read(path);
  if (path === undefined || text === undefined) return undefined;
  const { control, problems } = parseControl(text, path);
  return { path, text, value: control, problems };
}

export function readPackageJson(files: Files, module: ModulePlace) {
  const path = pathIn(module, 'package.json');
  const text = files.read(path);
  if (text === undefined) return undefined;
  const { value, problem } = parseJsonObject(text, path);
  return { path, text, value, problems: problem === undefined ? [] : [problem] };
}

export function pathIn(module: Pick<ModulePlace, 'path'>, file: string): string {
  return joinPosix(module.path, file);
}

export function scriptPath(module: Pick<ModulePlace, 'path'>, kind: ScriptKind, change: string): string {
  return pathIn(module, `${kind}/${change}.sql`);
}

/** The change names of the scripts of one kind, ordered by path. */
export function scriptNames(files: Files, module: Pick<ModulePlace, 'path'>, kind: ScriptKind): readonly string[] {
  const folder = pathIn(module, kind);
  return files
    .list(folder)
    .filter((path) => path.endsWith('.sql'))
    .map((path) => path.slice(folder.length + 1, -'.sql'.length));
}

function parentOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '.' : path.slice(0, slash);
}
