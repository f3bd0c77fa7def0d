import { EngineError, throwProblems } from '../errors/index.js';
import { printControl, printJsonLike, printMakefile, printPlan } from '../formats/edit.js';
import { isSkippedFolder, planFile } from '../workspace/index.js';
import { valid } from 'semver';
import { Draft, type Authored, type Files } from './files.js';
import { configFile, isCovered, withModuleFolder } from './module-folders.js';
import { checkNpmName } from './npm-name.js';
import { checkNewModuleName } from './rename-module.js';
import { setRequires, type RequirableModule } from './set-requires.js';

export interface InitModuleOptions {
  readonly files: Files;
  /** The modules of the workspace. */
  readonly modules: Iterable<RequirableModule>;
  readonly name: string;
  /** The folder of the module, relative to the workspace root. */
  readonly path: string;
  /** Default: the module name. */
  readonly npmName?: string | undefined;
  readonly description?: string | undefined;
  /** Default: `0.1.0`. */
  readonly version?: string | undefined;
  /** `packages` of a pgpm.config.js, which is left to its author. */
  readonly globs?: readonly string[] | undefined;
  /** Names of extensions and modules. */
  readonly requires?: readonly string[] | undefined;
}

/**
 * A new module: plan, control file, package.json, Makefile, and README where there is none yet. `packages` of pgpm.json
 * gets its folder when no glob of it leads there yet; where `globs` do not, that is a warning.
 *
 * @throws {EngineError} all findings at once: `INVALID_NAME`, `VERSION_INVALID`, `MODULE_EXISTS`, `INSIDE_MODULE`,
 * `PATH_OUTSIDE_WORKSPACE`, and what `setRequires` finds.
 */
export function initModule(options: InitModuleOptions): Authored {
  const { files, name, description = `${name} extension`, version = '0.1.0', requires = [] } = options;
  const modules = [...options.modules];
  checkNewModuleName(name, undefined, modules);
  checkNpmName(options.npmName ?? name, modules);
  const released = valid(version);
  if (released === null) throw new EngineError('VERSION_INVALID', { version }, { module: name });
  const path = checkPath(options.path);
  throwProblems(checkPlace(files, path, name, modules));

  const draft = new Draft(files);
  const write = (file: string, text: string): void => draft.write(path === '.' ? file : `${path}/${file}`, text);
  write(planFile, printPlan({ file: planFile, module: name, uri: name, pragmas: [], changes: [], tags: [] }));
  write(`${name}.control`, printControl({ name, comment: description, defaultVersion: released, requires: [] }));
  write('package.json', printJsonLike('', packageJson(options, description, version)));
  write('Makefile', printMakefile(name, released));
  const readme = path === '.' ? 'README.md' : `${path}/README.md`;
  if (files.read(readme) === undefined) draft.write(readme, `# ${name}\n\n${description}\n`);
  const { edits } = setRequires({
    files: draft,
    module: { name, path, npmName: options.npmName },
    modules,
    set: requires,
  });
  for (const edit of edits) if ('after' in edit) draft.write(edit.path, edit.after);
  if (options.globs === undefined) draft.edit(configFile, (text) => withModuleFolder(text, path));
  return { edits: draft.edits(), warnings: notCovered(name, path, options.globs) };
}

function notCovered(name: string, path: string, globs: readonly string[] | undefined): readonly EngineError[] {
  if (globs === undefined || isCovered(globs, path)) return [];
  const hint = `add "${path}" to "packages" of pgpm.config.js`;
  return [new EngineError('MODULE_NOT_FOUND', { name, searched: globs, similar: [] }, { severity: 'warning', hint })];
}

function packageJson({ name, npmName = name }: InitModuleOptions, description: string, version: string) {
  const files = [planFile, `${name}.control`, 'Makefile', 'deploy', 'revert', 'verify', 'sql', 'README.md'];
  return { name: npmName, version, description, files };
}

/** @throws {EngineError} `PATH_OUTSIDE_WORKSPACE`; `INVALID_NAME` for a folder that no module is looked for in. */
function checkPath(path: string): string {
  const segments = path.split('/').filter((segment) => segment !== '' && segment !== '.');
  if (path.startsWith('/') || segments.includes('..')) {
    throw new EngineError('PATH_OUTSIDE_WORKSPACE', { path }, { hint: 'choose a folder below the workspace' });
  }
  const hidden = segments.find(isSkippedFolder);
  if (hidden !== undefined) {
    const rule = 'no module is looked for in folders that are called so';
    throw new EngineError('INVALID_NAME', { name: hidden, type: 'module', rule });
  }
  return segments.length === 0 ? '.' : segments.join('/');
}

function checkPlace(
  files: Files,
  path: string,
  name: string,
  modules: readonly RequirableModule[],
): readonly EngineError[] {
  const around = modules.find((module) => path.startsWith(`${module.path}/`) || module.path === '.');
  if (around !== undefined && around.path !== path) {
    const hint = 'choose a folder that is in no module';
    return [new EngineError('INSIDE_MODULE', { path, module: around.name }, { hint })];
  }
  const below = path === '.' ? '' : `${path}/`;
  const taken = [planFile, `${name}.control`, 'package.json', 'Makefile']
    .map((file) => below + file)
    .filter((file) => files.read(file) !== undefined);
  return taken.map(
    (file) =>
      new EngineError('MODULE_EXISTS', { name, path: file }, { place: { file }, hint: 'choose another folder' }),
  );
}
