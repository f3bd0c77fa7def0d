import { formatFiles, logger, readJson, type Tree } from '@nx/devkit';
import { editTree } from '../../tree/edit-module.js';
import { GeneratorError } from '../../tree/generator-error.js';
import { selectModule } from '../../tree/select-module.js';
import { initGenerator } from '../init/generator.js';
import type { ModuleGeneratorOptions } from './schema.js';

/** Adds a module to the workspace. */
export async function moduleGenerator(tree: Tree, options: ModuleGeneratorOptions): Promise<void> {
  const { name, npmName, description, moduleVersion: version, requires = [], extensions = [] } = options;
  if (!tree.exists('pgpm.json') && !tree.exists('pgpm.config.js')) {
    await initGenerator(tree, { skipPackageJson: true, keepExistingVersions: true, skipFormat: true });
  }
  const path = options.directory ?? `${moduleFolder(tree)}/${name}`;
  await editTree(tree, ({ authoring, files, modules }) => {
    const required = requires.map((wanted) => selectModule(modules, wanted).name);
    const already = extensions.find((extension) => modules.some((module) => module.name === extension));
    if (already !== undefined) {
      throw new GeneratorError('INVALID_OPTION', `"${already}" is a module`, 'name it with --requires');
    }
    const all = [...new Set([...extensions, ...required])];
    return authoring.initModule({ files, modules, name, path, npmName, description, version, requires: all });
  });
  if (tree.exists('pgpm.config.js')) {
    logger.warn(`pgpm.config.js is code, and was neither read nor written: its "packages" have to lead to ${path}`);
  }
  if (!options.skipFormat) await formatFiles(tree);
}

/** The folder of the first glob that means one level of folders, as `pgpm init module` chooses it. */
function moduleFolder(tree: Tree): string {
  const globs = tree.exists('pgpm.json') ? globsOf(readJson<object>(tree, 'pgpm.json')) : [];
  const glob = globs.find((candidate) => /^[^*?!]+\/\*{1,2}$/.test(candidate));
  return glob?.replace(/\/\*+$/, '') ?? 'packages';
}

function globsOf(config: object): readonly string[] {
  const globs: unknown = 'packages' in config ? config.packages : undefined;
  return Array.isArray(globs) ? globs.filter((glob) => typeof glob === 'string') : [];
}
