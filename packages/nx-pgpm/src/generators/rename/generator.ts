import type { Tree } from '@nx/devkit';
import { editModule } from '../../tree/edit-module.js';
import { GeneratorError } from '../../tree/generator-error.js';
import type { RenameGeneratorOptions } from './schema.js';

/** Renames a module, or one of its changes. */
export async function renameGenerator(tree: Tree, options: RenameGeneratorOptions): Promise<void> {
  const { to, project, change, npmName } = options;
  if (change !== undefined && npmName !== undefined) {
    throw new GeneratorError('INVALID_OPTION', 'a change has no npm name', 'leave out --change or --npmName');
  }
  await editModule(tree, project, (module, { authoring, files, modules }) =>
    change === undefined
      ? authoring.renameModule({ files, module, modules, to, npmName })
      : authoring.renameChanges({ files, module, modules, renames: new Map([[change, to]]) }),
  );
}
