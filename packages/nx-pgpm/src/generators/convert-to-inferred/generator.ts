import { isDeepStrictEqual } from 'node:util';
import { formatFiles, readJson, readNxJson, writeJson, type NxJsonConfiguration, type Tree } from '@nx/devkit';
import { describeModule } from '../../graph/module-info.js';
import { findSurroundings } from '../../graph/surroundings.js';
import { moduleTargets } from '../../graph/targets.js';
import { selectModule } from '../../tree/select-module.js';
import { readModuleTexts } from '../../tree/module-texts.js';
import { findModules } from '../../tree/tree-modules.js';
import type { ConvertToInferredGeneratorOptions } from './schema.js';

type Json = Record<string, unknown>;

/** Takes out of the configuration of modules what the plugin infers. */
export async function convertToInferredGenerator(
  tree: Tree,
  options: ConvertToInferredGeneratorOptions,
): Promise<void> {
  const modules = (await findModules(tree)).filter(({ source }) => source === 'workspace');
  const chosen = options.project === undefined ? modules : [selectModule(modules, options.project)];
  const nxJson = readNxJson(tree) ?? {};
  const around = findSurroundings(tree.root, nxJson, pluginOptions(nxJson));
  for (const { path } of chosen) {
    const texts = readModuleTexts(tree, path);
    if (texts === undefined) continue;
    const inferred = new Map<string, object>(Object.entries(moduleTargets(describeModule(texts), around)));
    const inFolder = (name: string): string => (path === '.' ? name : `${path}/${name}`);
    convertProject(tree, inFolder('project.json'), inferred);
    convertPackage(tree, inFolder('package.json'), inferred);
  }
  if (!options.skipFormat) await formatFiles(tree);
}

function pluginOptions({ plugins = [] }: NxJsonConfiguration): unknown {
  for (const entry of plugins) {
    if (typeof entry !== 'string' && entry.plugin === 'nx-pgpm') return entry.options;
  }
  return undefined;
}

function convertProject(tree: Tree, path: string, inferred: ReadonlyMap<string, object>): void {
  if (!tree.exists(path)) return;
  const json = readJson<Json>(tree, path);
  const converted = withoutInferred(json, inferred);
  if (!isDeepStrictEqual(converted, json)) writeJson(tree, path, converted);
}

function convertPackage(tree: Tree, path: string, inferred: ReadonlyMap<string, object>): void {
  if (!tree.exists(path)) return;
  const json = readJson<Json>(tree, path);
  const nx = json['nx'];
  if (!isObject(nx)) return;
  const converted = withoutInferred(nx, inferred);
  if (!isDeepStrictEqual(converted, nx)) writeJson(tree, path, { ...json, nx: converted });
}

function withoutInferred(project: Json, inferred: ReadonlyMap<string, object>): Json {
  const { targets, ...rest } = project;
  if (!isObject(targets)) return project;
  const kept = Object.entries(targets).flatMap(([name, target]) => {
    const known = new Map<string, unknown>(Object.entries(inferred.get(name) ?? {}));
    // Another executor makes it another target, of which the rest is no repetition.
    if (!isObject(target) || (target['executor'] ?? known.get('executor')) !== known.get('executor')) {
      return [[name, target] as const];
    }
    const differing = Object.entries(target).filter(([key, value]) => !isDeepStrictEqual(value, known.get(key)));
    return differing.length === 0 ? [] : [[name, Object.fromEntries(differing)] as const];
  });
  return kept.length === 0 ? rest : { ...project, targets: Object.fromEntries(kept) };
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
