import { execFileSync } from 'node:child_process';
import { FsTree, flushChanges } from 'nx/src/generators/tree';
import type { Tree } from '@nx/devkit';
import { temporaryWorkspace, type Files, type TemporaryWorkspace } from './workspace.js';

export interface GeneratorWorkspace extends TemporaryWorkspace {
  /** Runs work on a tree of the workspace, and writes what it changed, as Nx does. */
  generate(work: (tree: Tree) => Promise<unknown>): Promise<void>;
}

/** A git repository with these files. */
export function generatorWorkspace(files: Files): GeneratorWorkspace {
  const workspace = temporaryWorkspace({ 'nx.json': '{}', 'package.json': '{ "name": "here" }', ...files });
  const { root } = workspace;
  execFileSync('git', ['init', '--quiet'], { cwd: root });
  return {
    ...workspace,
    generate: async (work) => {
      const tree = new FsTree(root, false);
      await work(tree);
      flushChanges(root, tree.listChanges());
    },
  };
}
