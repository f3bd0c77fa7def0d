import type { Tree } from '@nx/devkit';
import { editModule } from '../../tree/edit-module.js';
import { GeneratorError } from '../../tree/generator-error.js';
import type { TreeModule } from '../../tree/tree-modules.js';
import type { RemoveGeneratorOptions } from './schema.js';

/** Removes the end of a plan, or a module. */
export async function removeGenerator(tree: Tree, options: RemoveGeneratorOptions): Promise<void> {
  const { from, project, all } = options;
  if (all === (from !== undefined)) {
    const hint = 'name the first change to remove, or say --all for the whole module';
    throw new GeneratorError('INVALID_OPTION', 'it is not clear what to remove', hint);
  }
  let folder: string | undefined;
  await editModule(tree, project, (module, { authoring, files, modules }) => {
    if (from !== undefined) return authoring.removeChanges({ files, module, modules, from });
    refuseRequired(module, modules);
    folder = module.path;
    return authoring.moveModuleFolder({ files, from: module.path });
  });
  if (folder !== undefined) tree.delete(folder);
}

function refuseRequired(module: TreeModule, modules: readonly TreeModule[]): void {
  if (module.path === '.') {
    throw new GeneratorError('INVALID_OPTION', 'the module is the workspace itself', 'remove its files by hand');
  }
  const dependants = modules
    .filter(({ name, requires }) => name !== module.name && requires.some((required) => required.name === module.name))
    .map(({ name }) => name);
  if (dependants.length === 0) return;
  const reason = `${module.name} is required by ${dependants.join(', ')}`;
  throw new GeneratorError('STILL_REQUIRED', reason, 'remove these requirements first');
}
