import { printJsonLike } from '../formats/edit.js';
import { isJsonObject, moduleNameOf, npmNameOf, parseJsonObject } from '../formats/index.js';
import { Draft, type Authored, type Files } from './files.js';
import { setRequires, type RequirableModule } from './set-requires.js';
import { readSource, type ModulePlace } from './source.js';

/** A module from npm. */
export interface InstalledModule {
  readonly npmName: string;
  readonly name: string;
  readonly version: string;
}

export interface RecordModulesOptions {
  readonly files: Files;
  /** The module that requires them; absent for the workspace as a whole. */
  readonly module: ModulePlace | undefined;
  readonly modules: Iterable<RequirableModule>;
  readonly installed: readonly InstalledModule[];
  /** The folder of modules from npm. */
  readonly extensionsDir: string;
  /** The lockfile, and its new text. */
  readonly lock: { readonly path: string; readonly text: string };
}

const configFile = 'pgpm.json';

/** Writes down which modules from npm are required, each with its exact version. */
export function recordModules(options: RecordModulesOptions): Authored {
  const { files, module, installed, extensionsDir, lock } = options;
  const draft = new Draft(files);
  draft.write(lock.path, lock.text);
  if (module === undefined) {
    draft.edit(configFile, (text) => withVersions(text, configFile, installed));
    return { edits: draft.edits(), warnings: [] };
  }
  const added = installed.map(({ npmName, name, version }): RequirableModule => ({
    name,
    npmName,
    version,
    path: `${extensionsDir}/${npmName}`,
    source: 'installed',
  }));
  const names = new Set(installed.map(({ name }) => name));
  const others = [...options.modules].filter(({ name }) => !names.has(name));
  const { edits } = setRequires({ files, module, modules: [...others, ...added], add: [...names] });
  for (const edit of edits) if ('after' in edit) draft.write(edit.path, edit.after);
  const { packageJson } = readSource(draft, module);
  if (packageJson !== undefined) {
    draft.edit(packageJson.path, (text) => withVersions(text, packageJson.path, installed));
  }
  return { edits: draft.edits(), warnings: [] };
}

/** A JSON file whose `dependencies` name these versions, ordered by name. */
function withVersions(text: string, file: string, installed: readonly InstalledModule[]): string {
  const { value, problem } = parseJsonObject(text, file);
  if (problem !== undefined) throw problem;
  const present = value['dependencies'];
  const merged = new Map(Object.entries(isJsonObject(present) ? present : {}));
  for (const { npmName, version } of installed) merged.set(npmName, version);
  const dependencies = Object.fromEntries([...merged].sort(([a], [b]) => (a < b ? -1 : 1)));
  return printJsonLike(text, { ...value, dependencies });
}

export interface MissingModulesOptions {
  readonly files: Files;
  /** Absent for the workspace as a whole: `dependencies` of pgpm.json. */
  readonly module: ModulePlace | undefined;
  readonly modules: Iterable<RequirableModule>;
  readonly aliases?: Readonly<Record<string, string>> | undefined;
}

/** npm packages of modules that are required and not at hand, with the version that is written down. */
export function missingModules({
  files,
  module,
  modules,
  aliases = {},
}: MissingModulesOptions): readonly { readonly npmName: string; readonly version: string | undefined }[] {
  const present = [...modules];
  const source = module === undefined ? undefined : readSource(files, module);
  const text = files.read(configFile) ?? '{}';
  const manifest = source === undefined ? parseJsonObject(text, configFile).value : (source.packageJson?.value ?? {});
  const listed = isJsonObject(manifest['dependencies']) ? manifest['dependencies'] : {};
  const npmNames =
    source === undefined
      ? Object.keys(listed)
      : (source.control?.value.requires ?? []).flatMap((name) => npmNameOf(name, present, aliases) ?? []);
  const atHand = (npmName: string): boolean => {
    const name = moduleNameOf(npmName, present, aliases);
    return present.some((one) => one.npmName === npmName || one.name === name);
  };
  return npmNames
    .filter((npmName) => !atHand(npmName))
    .map((npmName) => {
      const version = listed[npmName];
      return {
        npmName,
        version: typeof version === 'string' && !version.startsWith('workspace:') ? version : undefined,
      };
    });
}
