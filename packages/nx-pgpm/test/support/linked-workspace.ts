import { readdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { stopEmbedded } from '@pgpm/postgres';
import { cleanEnvironment, repository, run } from './foreign-workspace.js';
import { entriesOf, readManifest } from './manifest.js';
import { temporaryWorkspace, type Files, type TemporaryWorkspace } from './workspace.js';

/** A workspace that has the plugin as `pack.ts` has built it, by links: nothing is installed. Only for files below test/e2e. */
export interface LinkedWorkspace extends TemporaryWorkspace {
  /** For whoever runs a command in it as npx does: `nx` is found. */
  readonly env: NodeJS.ProcessEnv;
  /** Makes `files` all there is; servers, caches and links stay. */
  reset(files: Files): void;
  /** Stops its servers, and removes everything. */
  dispose(): Promise<void>;
}

const kept: readonly string[] = ['.git', '.nx', '.pgpm', 'node_modules'];

export function createLinkedWorkspace(): LinkedWorkspace {
  const workspace = temporaryWorkspace({ 'node_modules/.bin/.keep': '' });
  const { root } = workspace;
  const modules = join(root, 'node_modules');
  symlinkSync(realpathSync(join(repository, 'node_modules/nx')), join(modules, 'nx'));
  symlinkSync(join(repository, 'packages/nx-pgpm'), join(modules, 'nx-pgpm'));
  symlinkSync('../nx/dist/bin/nx.js', join(modules, '.bin/nx'));
  run('git', ['init', '--quiet', '--initial-branch=main'], root);
  const manifests = installedManifests();
  const reset = (files: Files): void => {
    for (const name of readdirSync(root)) if (!kept.includes(name)) rmSync(join(root, name), { recursive: true });
    workspace.write({ ...manifests, ...files });
  };
  reset({});
  const path = [join(modules, '.bin'), process.env['PATH'] ?? ''].join(':');
  return {
    ...workspace,
    reset,
    env: { ...cleanEnvironment(root), PATH: path, NX_ISOLATE_PLUGINS: 'false' },
    dispose: async () => {
      await stopEmbedded({ workspaceRoot: root });
      await stopEmbedded({ workspaceRoot: root, cluster: 'test' });
      workspace.remove();
    },
  };
}

/** What `npm install` would have left, as far as Nx reads it. */
function installedManifests(): Files {
  const nx = entriesOf(readManifest('../../package.json').get('devDependencies')).get('nx');
  const version = readManifest('package.json').get('version');
  const manifest = {
    name: 'acme',
    private: true,
    devDependencies: { nx, '@nx/devkit': nx, 'nx-pgpm': version },
  };
  const installed = { '': manifest, 'node_modules/nx-pgpm': { version, dev: true } };
  return {
    'package.json': JSON.stringify(manifest),
    'package-lock.json': JSON.stringify({ name: 'acme', lockfileVersion: 3, packages: installed }),
  };
}
