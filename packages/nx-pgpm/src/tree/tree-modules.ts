import { globAsync, type Tree } from '@nx/devkit';
import { parseConfig, type Module } from '@pgpm/engine';
import { isModulePlan } from '../graph/module-files.js';
import { describeModule, inModule, type Requirement } from '../graph/module-info.js';
import { readModuleTexts } from './module-texts.js';
import { treeFiles } from './tree-files.js';

/** A module as it is in a `Tree`: what generators have written so far is part of it. */
export interface TreeModule extends Pick<Module, 'name' | 'path' | 'npmName' | 'version' | 'source'> {
  /** The name of its Nx project, as this plugin infers it. */
  readonly projectName: string;
  readonly requires: readonly Requirement[];
}

/** The modules of the workspace by path, then those from npm that it does not hide. */
export async function findModules(tree: Tree): Promise<readonly TreeModule[]> {
  const plans = await globAsync(tree, ['**/pgpm.plan']);
  const own = plans
    .map((path) => path.replaceAll('\\', '/'))
    .filter(isModulePlan)
    .sort()
    .flatMap((plan) => readTreeModule(tree, plan, 'workspace'));
  const names = new Set(own.map(({ name }) => name));
  const installed = treeFiles(tree)
    .list(extensionsDir(tree))
    .filter((path) => path.endsWith('/pgpm.plan'))
    .flatMap((plan) => readTreeModule(tree, plan, 'installed'));
  return [...own, ...installed.filter(({ name }) => !names.has(name))];
}

function readTreeModule(tree: Tree, planFile: string, source: TreeModule['source']): readonly TreeModule[] {
  const path = planFile === 'pgpm.plan' ? '.' : planFile.slice(0, -'/pgpm.plan'.length);
  const texts = readModuleTexts(tree, path);
  if (texts === undefined) return [];
  const info = describeModule(texts);
  const { manifest } = texts;
  const { name: npmName, version } = parseFields(manifest);
  const projectName = parseFields(treeFiles(tree).read(inModule(path, 'project.json'))).name ?? info.projectName;
  return [{ name: info.module, path, npmName, version, source, projectName, requires: info.requires }];
}

/** Where modules from npm are; a pgpm.config.js is code, and is not run here. */
function extensionsDir(tree: Tree): string {
  const file = 'pgpm.json';
  return parseConfig(treeFiles(tree).read(file) ?? '{}', file).config.extensionsDir;
}

type Fields = Readonly<Record<'name' | 'version', string | undefined>>;

/** Texts of a JSON file; none of one that cannot be read. */
function parseFields(text: string | undefined): Fields {
  const json = new Map<string, unknown>(Object.entries(parseObject(text)));
  const textOf = (key: string): string | undefined => {
    const value = json.get(key);
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  return { name: textOf('name'), version: textOf('version') };
}

function parseObject(text: string | undefined): object {
  try {
    const json: unknown = JSON.parse(text ?? '{}');
    return typeof json === 'object' && json !== null ? json : {};
  } catch {
    return {};
  }
}
