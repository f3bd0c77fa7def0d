import type { Tree } from '@nx/devkit';
import { inModule } from '../graph/module-info.js';
import { treeFiles } from '../tree/tree-files.js';
import { afterAllProjectsVersioned as afterAllPackages, JsVersionActions } from './nx-js.js';
import { packageReleased } from './package-released.js';
import { releaseModule } from './release-module.js';

/** The modules with a new version, by folder, from the time it is in the tree until their files are packaged. */
const released = new Map<string, string>();

/**
 * What `nx release` does with a module: all that it does with an npm package, and what else says which version it is.
 * A project without a plan is an npm package and nothing more.
 */
export class ModuleVersionActions extends JsVersionActions {
  /** The plan before the release. Nx may ask for a second version, after it has asked for one because of a dependency. */
  #plan: string | undefined;

  override async updateProjectVersion(tree: Tree, newVersion: string): Promise<string[]> {
    const { root } = this.projectGraphNode.data;
    const planFile = inModule(root, 'pgpm.plan');
    const messages = await super.updateProjectVersion(tree, newVersion);
    this.#plan ??= treeFiles(tree).read(planFile);
    if (this.#plan === undefined) return messages;
    tree.write(planFile, this.#plan);
    messages.push(...(await releaseModule(tree, root, newVersion)));
    released.set(root, newVersion);
    return messages;
  }
}

/** Once the new versions are on the disk: packaged files, then what Nx does for npm packages, the lock file. */
export const afterAllProjectsVersioned: typeof afterAllPackages = async (cwd, options) => {
  const modules = new Map(released);
  released.clear();
  const packaged = options.dryRun ? { changedFiles: [], deletedFiles: [] } : await packageReleased(cwd, modules);
  const { changedFiles, deletedFiles } = await afterAllPackages(cwd, options);
  return {
    changedFiles: [...packaged.changedFiles, ...changedFiles],
    deletedFiles: [...packaged.deletedFiles, ...deletedFiles],
  };
};
