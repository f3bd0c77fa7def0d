import { EngineError } from '../errors/index.js';
import {
  editControlRequires,
  editControlText,
  renameInHeader,
  renameInMakefile,
  renameInPlan,
  renameReference,
} from '../formats/edit.js';
import { checkNewName } from '../formats/index.js';
import type { Reference } from '../model/index.js';
import { planFile } from '../workspace/index.js';
import { Draft, type Authored, type Files } from './files.js';
import { checkNpmName } from './npm-name.js';
import { renameDependency, renameInPackageJson } from './rename-package.js';
import { pathIn, readControl, readSource, scriptKinds, scriptNames, scriptPath, type ModulePlace } from './source.js';

export interface RenameModuleOptions {
  readonly files: Files;
  readonly module: ModulePlace;
  /** The modules of the workspace: what they say about the module is renamed, too. */
  readonly modules: Iterable<ModulePlace>;
  readonly to: string;
  /** Also gives package.json this name; whoever depends on the old one follows. */
  readonly npmName?: string | undefined;
}

/**
 * A module under another name: plan, control file, Makefile, packaged files, headers, the title of its README, and every
 * reference of the other modules. Its folder stays. Knows nothing of databases: where the module is deployed, it is known by its old name.
 *
 * @throws {EngineError} `INVALID_NAME`, `MODULE_EXISTS`, and the errors of the module's files.
 */
export function renameModule({ files, module, modules, to, npmName }: RenameModuleOptions): Authored {
  const others = [...modules].filter(({ name }) => name !== module.name);
  checkNewModuleName(to, module.name, others);
  if (npmName !== undefined) checkNpmName(npmName, others);
  const { control, packageJson } = readSource(files, module);
  const draft = new Draft(files);
  if (control !== undefined) {
    const text = renameInControl(control.text, module.name, to);
    draft.remove(control.path);
    draft.write(pathIn(module, `${to}.control`), text);
  }
  draft.edit(pathIn(module, 'Makefile'), (text) => renameInMakefile(text, module.name, to));
  if (packageJson !== undefined) {
    const { path, text, value } = packageJson;
    draft.write(path, renameInPackageJson(text, value, { from: module.name, to, npmName }));
    const oldName = value['name'];
    if (npmName !== undefined && typeof oldName === 'string') {
      const manifests = ['package.json', ...others.map((other) => pathIn(other, 'package.json'))];
      for (const manifest of manifests) renameDependency(draft, manifest, oldName, npmName);
    }
  }
  draft.edit(pathIn(module, 'README.md'), (text) => renameTitle(text, module.name, to));
  movePackagedFiles(draft, files, module, to);
  renameReferences(draft, module, module.name, to);
  for (const other of others) {
    renameReferences(draft, other, module.name, to);
    renameRequirement(draft, other, module.name, to);
  }
  return { edits: draft.edits(), warnings: [] };
}

/** @throws {EngineError} `INVALID_NAME`, `MODULE_EXISTS`. */
export function checkNewModuleName(name: string, current: string | undefined, others: Iterable<ModulePlace>): void {
  const broken = checkNewName(name, 'module');
  if (broken !== undefined) {
    const rule = `${broken.rule}, at character ${broken.at + 1}`;
    throw new EngineError('INVALID_NAME', { name, type: 'module', rule });
  }
  const same = name === current ? undefined : [...others].find((other) => other.name === name);
  if (same === undefined) return;
  throw new EngineError('MODULE_EXISTS', { name, path: same.path }, { hint: 'choose another name' });
}

function renameInControl(text: string, from: string, to: string): string {
  return editControlText(text, {
    module_pathname: (value) => (value === `$libdir/${from}` ? `$libdir/${to}` : value),
    comment: (value) => (value === `${from} extension` ? `${to} extension` : value),
  }).replace(`# ${from} extension`, () => `# ${to} extension`);
}

/** A first line that is the name and nothing else. */
function renameTitle(text: string, from: string, to: string): string {
  const title = `# ${from}`;
  const [first = ''] = text.split(/\r?\n/, 1);
  return first === title ? `# ${to}${text.slice(title.length)}` : text;
}

/** `sql/<name>--….sql`, upgrade scripts included. Bundles move as they are; `package` makes them anew. */
function movePackagedFiles(draft: Draft, files: Files, module: ModulePlace, to: string): void {
  const prefix = pathIn(module, `sql/${module.name}--`);
  for (const path of files.list(pathIn(module, 'sql')).filter((file) => file.startsWith(prefix))) {
    if (path.endsWith('.bundle.tar.gz')) draft.move(path, pathIn(module, `sql/${to}--${path.slice(prefix.length)}`));
    const text = path.endsWith('.sql') ? files.read(path) : undefined;
    if (text === undefined) continue;
    draft.remove(path);
    const guard = `\\echo Use "CREATE EXTENSION ${module.name}" to load this file.`;
    const renamed = text.replace(guard, () => guard.replace(module.name, () => to));
    draft.write(pathIn(module, `sql/${to}--${path.slice(prefix.length)}`), renamed);
  }
}

/** Plan and headers: qualifiers everywhere, `%project` and identity lines in the module itself. */
function renameReferences(draft: Draft, place: ModulePlace, from: string, to: string): void {
  const isOwn = place.name === from;
  const reference = (found: Reference): string =>
    found.module === from ? renameReference(found, { module: to }) : found.text;
  const module = isOwn ? to : undefined;
  draft.edit(pathIn(place, planFile), (text) => renameInPlan(text, { module, reference }));
  const identity = (named: { readonly module: string | undefined; readonly change: string }) => ({
    module: named.module === from ? to : named.module,
    change: named.change,
  });
  for (const kind of scriptKinds) {
    for (const script of scriptNames(draft, place, kind)) {
      draft.edit(scriptPath(place, kind, script), (text) => renameInHeader(text, { identity, reference }));
    }
  }
}

function renameRequirement(draft: Draft, place: ModulePlace, from: string, to: string): void {
  const control = readControl(draft, place);
  if (control?.value.requires.includes(from) !== true) return;
  const names = control.value.requires.map((name) => (name === from ? to : name));
  draft.write(control.path, editControlRequires(control.text, [...new Set(names)]));
}
