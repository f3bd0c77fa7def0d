import { printJsonLike } from '../formats/edit.js';
import { parseJsonObject, type JsonObject } from '../formats/index.js';
import { matchesGlob, parseGlobs } from '../workspace/index.js';
import { Draft, type Authored, type Files } from './files.js';

export const configFile = 'pgpm.json';

export interface MoveModuleFolderOptions {
  readonly files: Files;
  /** Where the module was, relative to the workspace root. */
  readonly from: string;
  /** Where it is; absent when it is no more. */
  readonly to?: string | undefined;
}

/** `packages` of pgpm.json after the folder of a module went somewhere else. A pgpm.config.js is left to its author. */
export function moveModuleFolder({ files, from, to }: MoveModuleFolderOptions): Authored {
  const draft = new Draft(files);
  draft.edit(configFile, (text) => withoutModuleFolder(text, from));
  if (to !== undefined) draft.edit(configFile, (text) => withModuleFolder(text, to));
  return { edits: draft.edits(), warnings: [] };
}

/** The configuration with a glob for the folder, where it has none. */
export function withModuleFolder(text: string, path: string): string {
  const config = readGlobs(text);
  if (config === undefined) return text;
  const { value, globs } = config;
  return isCovered(globs, path) ? text : printJsonLike(text, { ...value, packages: [...globs, path] });
}

/** Whether one of the globs leads to a folder: everything below what a glob means is searched. */
export function isCovered(globs: readonly string[], path: string): boolean {
  const parents = path.split('/').map((_, index, all) => all.slice(0, index + 1));
  return globs
    .flatMap(parseGlobs)
    .filter(({ negated }) => !negated)
    .some(({ segments }) => segments.length === 0 || parents.some((parent) => matchesGlob(segments, parent)));
}

/** Only an entry for just this folder goes. */
function withoutModuleFolder(text: string, path: string): string {
  const config = readGlobs(text);
  if (config?.globs.includes(path) !== true) return text;
  return printJsonLike(text, { ...config.value, packages: config.globs.filter((glob) => glob !== path) });
}

/** Undefined where the file cannot be edited. */
function readGlobs(text: string): { readonly value: JsonObject; readonly globs: readonly string[] } | undefined {
  const { value, problem } = parseJsonObject(text, configFile);
  const present: unknown = value['packages'] ?? [];
  if (problem !== undefined || !Array.isArray(present)) return undefined;
  return { value, globs: present.filter((glob) => typeof glob === 'string') };
}
