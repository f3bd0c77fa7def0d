import type { Tree } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import { chain, type Files } from './workspace.js';

/** A tree in memory with the modules of {@link chain}. */
export function moduleTree(more: Files = {}): Tree {
  const tree = createTreeWithEmptyWorkspace();
  for (const [path, text] of Object.entries({ ...chain, ...more })) tree.write(path, text);
  return tree;
}

/** The files of a tree and their texts, below a folder. */
export function textsOf(tree: Tree, folder = '.'): Record<string, string> {
  return Object.fromEntries(
    tree.children(folder).flatMap((name): [string, string][] => {
      const path = folder === '.' ? name : `${folder}/${name}`;
      return tree.isFile(path) ? [[path, tree.read(path, 'utf8') ?? '']] : Object.entries(textsOf(tree, path));
    }),
  );
}
