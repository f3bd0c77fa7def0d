import { formatFiles, type GeneratorCallback, type Tree } from '@nx/devkit';
import { changeGenerator } from '../change/generator.js';
import { initGenerator } from '../init/generator.js';
import { moduleGenerator } from '../module/generator.js';
import type { PresetGeneratorOptions } from './schema.js';

/** Fills a new workspace. */
export async function presetGenerator(tree: Tree, options: PresetGeneratorOptions): Promise<GeneratorCallback> {
  const { module } = options;
  const install = await initGenerator(tree, { skipPackageJson: false, keepExistingVersions: true, skipFormat: true });
  await moduleGenerator(tree, { name: module, moduleVersion: '0.1.0', skipFormat: true });
  const shared = { project: module, templates: 'tools/pgpm-templates' };
  await changeGenerator(tree, { ...shared, kind: 'schema', name: module }, undefined);
  await changeGenerator(tree, { ...shared, kind: 'table', name: `${module}.notes` }, undefined);
  await formatFiles(tree);
  return install;
}
