import type { Tree } from '@nx/devkit';
import type { FileEdit } from '@pgpm/engine';

/** Puts edits of the engine into a `Tree`. Nx shows them, and writes them unless it is a dry run. */
export function writeEdits(tree: Tree, edits: readonly FileEdit[]): void {
  for (const edit of edits) {
    if ('after' in edit) tree.write(edit.path, edit.after);
    else if ('movedTo' in edit) tree.rename(edit.path, edit.movedTo);
    else tree.delete(edit.path);
  }
}
