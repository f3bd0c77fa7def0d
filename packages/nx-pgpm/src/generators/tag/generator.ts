import type { Tree } from '@nx/devkit';
import { editModule } from '../../tree/edit-module.js';
import type { TagGeneratorOptions } from './schema.js';

/** Adds a tag to the plan of a module. */
export async function tagGenerator(tree: Tree, options: TagGeneratorOptions): Promise<void> {
  const { name: tag, project, change, note } = options;
  await editModule(tree, project, async (module, context) =>
    context.authoring.addTag({
      files: context.files,
      module,
      tag,
      change,
      note,
      attribution: await context.attribution(),
    }),
  );
}
