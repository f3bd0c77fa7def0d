import type { TargetConfiguration } from '@nx/devkit';
import { join, relative, sep } from 'node:path';

export type TargetInputs = NonNullable<TargetConfiguration['inputs']>;

/** Where this plugin's own code is, seen from a workspace. */
export type PluginHome =
  | { readonly kind: 'installed' }
  /** In the repository that the plugin is developed in: its packages are projects. `packages` is their folder. */
  | { readonly kind: 'sources'; readonly packages: string };

/** @param pluginDir - the folder of the plugin's package. */
export function findPluginHome(workspaceRoot: string, pluginDir: string = join(__dirname, '../..')): PluginHome {
  const path = relative(workspaceRoot, pluginDir).split(sep);
  if (path.includes('node_modules') || path[0] === '..') return { kind: 'installed' };
  return { kind: 'sources', packages: path.slice(0, -1).join('/') };
}

/**
 * What the tools themselves contribute to a hash: a new version of them may give another result for the same module.
 * An installed plugin brings its engine along in the hash of its own external node; a project is no external node.
 */
export function selfInputs(home: PluginHome, packages: readonly string[]): TargetInputs {
  if (home.kind === 'installed') return [{ externalDependencies: ['nx-pgpm'] }];
  return packages.flatMap((name) => {
    const dir = `{workspaceRoot}/${home.packages}/${name}`;
    return [`${dir}/src/**/*`, `!${dir}/src/**/*.spec.ts`, `${dir}/package.json`];
  });
}

/** Where Nx finds what a release does with a module. It resolves the path with `require`, from its own place or the root. */
export function versionActions(home: PluginHome): string {
  return home.kind === 'installed' ? 'nx-pgpm/release' : `${home.packages}/nx-pgpm/release.js`;
}
