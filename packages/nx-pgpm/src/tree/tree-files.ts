import type { Tree } from '@nx/devkit';
import type { Files } from '@pgpm/engine';

/** The files of an Nx `Tree`, as the engine takes them. Folders with a leading dot and `node_modules` are not listed. */
export function treeFiles(tree: Tree): Files {
  return {
    read: (path) => (tree.exists(path) && tree.isFile(path) ? (tree.read(path, 'utf8') ?? undefined) : undefined),
    list: (folder) => listFiles(tree, folder).sort(byBytes),
  };
}

function listFiles(tree: Tree, folder: string): string[] {
  return tree.children(folder).flatMap((name) => {
    const path = folder === '.' ? name : `${folder}/${name}`;
    if (tree.isFile(path)) return [path];
    return name.startsWith('.') || name === 'node_modules' ? [] : listFiles(tree, path);
  });
}

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
