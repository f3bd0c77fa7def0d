import type { Tree } from '@nx/devkit';
import { loadAuthoring, type Attribution, type Authored, type Files } from '@pgpm/engine';
import { attributionFor } from './attribution.js';
import { withReadableErrors } from './generator-error.js';
import { selectModule } from './select-module.js';
import { treeFiles } from './tree-files.js';
import { findModules, type TreeModule } from './tree-modules.js';
import { writeEdits } from './write-edits.js';

/** What an edit of a module has at hand. */
export interface EditContext {
  readonly authoring: Awaited<ReturnType<typeof loadAuthoring>>;
  readonly files: Files;
  readonly modules: readonly TreeModule[];
  attribution(): Promise<Attribution>;
}

/** Runs work of the engine on a tree and puts its edits into it. Nothing is written when it fails. */
export async function editTree<T extends Authored>(
  tree: Tree,
  edit: (context: EditContext) => T | Promise<T>,
): Promise<T> {
  return withReadableErrors(async () => {
    const authored = await edit({
      authoring: await loadAuthoring(),
      files: treeFiles(tree),
      modules: await findModules(tree),
      attribution: () => attributionFor(tree),
    });
    writeEdits(tree, authored.edits);
    return authored;
  });
}

/** The same for one module; see {@link selectModule}. */
export async function editModule<T extends Authored>(
  tree: Tree,
  project: string | undefined,
  edit: (module: TreeModule, context: EditContext) => T | Promise<T>,
): Promise<T> {
  return editTree(tree, (context) => edit(selectModule(context.modules, project), context));
}
