import type { Tree } from '@nx/devkit';
import type { ModuleFiles } from '../graph/module-files.js';
import { treeFiles } from './tree-files.js';

/** The texts of a module in a tree, without its tests; undefined when its plan stands alone. */
export function readModuleTexts(tree: Tree, root: string): ModuleFiles | undefined {
  const files = treeFiles(tree);
  const inFolder = (name: string): string => (root === '.' ? name : `${root}/${name}`);
  const names = tree.children(root).sort();
  const controlName = names.find((name) => name.endsWith('.control'));
  const manifest = files.read(inFolder('package.json'));
  if (controlName === undefined && manifest === undefined) return undefined;
  const control =
    controlName === undefined ? undefined : { name: controlName, text: files.read(inFolder(controlName)) ?? '' };
  return {
    root,
    plan: files.read(inFolder('pgpm.plan')) ?? '',
    control,
    manifest,
    jestConfig: undefined,
    testFiles: [],
  };
}
