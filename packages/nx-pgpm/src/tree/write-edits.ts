import type { Tree } from '@nx/devkit';
import type { FileEdit } from '@pgpm/engine';

/** Puts edits of the engine into a `Tree`. Nx shows them, and writes them unless it is a dry run. */
export function writeEdits(tree: Tree, edits: readonly FileEdit[]): void {
  for (const edit of edits) {
    if ('deleted' in edit) tree.delete(edit.path);
    else tree.write(edit.path, edit.after);
  }
}
