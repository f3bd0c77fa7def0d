import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { stopEmbedded } from '@pgpm/postgres';
import { cleanEnvironment, packPackages, readManifest, repository, run, type NxResult } from './foreign-workspace.js';
import { temporaryWorkspace, type TemporaryWorkspace } from './workspace.js';

/** A workspace of npm with Nx, and nothing of this project. */
export interface NpmWorkspace extends TemporaryWorkspace {
  /** What `nx add` takes. */
  readonly tarball: string;
  /** @param folder - where it is run, seen from the root. */
  nx(args: string, folder?: string): NxResult;
  /** Stops what was started, and removes everything. */
  dispose(): Promise<void>;
}

export function createNpmWorkspace(): NpmWorkspace {
  const workspace = temporaryWorkspace({
    'nx.json': JSON.stringify({ analytics: false, neverConnectToCloud: true, tui: { enabled: false } }),
    '.gitignore': 'tarballs\n',
  });
  const { root } = workspace;
  const { 'nx-pgpm': tarball = '', ...others } = packPackages(join(root, 'tarballs'));
  const { devDependencies } = readManifest(join(repository, 'package.json'));
  const nx = process.env['PGPM_E2E_NX'] ?? devDependencies['nx'];
  workspace.write({
    'package.json': JSON.stringify({ name: 'foreign', private: true, devDependencies: { nx }, overrides: others }),
  });
  run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline'], root);
  run('git', ['init', '--quiet', '--initial-branch=main'], root);
  return {
    ...workspace,
    tarball: tarball.replace('file:', 'nx-pgpm@file:'),
    nx: (args, folder = '.') => {
      const bin = join(root, 'node_modules/nx/dist/bin/nx.js');
      const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args.split(' ')], {
        cwd: join(root, folder),
        encoding: 'utf8',
        env: cleanEnvironment(root),
      });
      return { status, stdout, stderr, all: stdout + stderr };
    },
    dispose: async () => {
      await stopEmbedded({ workspaceRoot: root });
      await stopEmbedded({ workspaceRoot: root, cluster: 'test' });
      workspace.remove();
    },
  };
}
