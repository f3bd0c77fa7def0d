import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CliError } from '../cli/failures.js';

export type PackageManager = 'npm' | 'pnpm' | 'yarn' | 'bun';

const lockfiles: readonly (readonly [file: string, manager: PackageManager])[] = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
  ['package-lock.json', 'npm'],
];

/** The package manager of a workspace: `packageManager` of package.json, else that of its lockfile, else npm. */
export function findPackageManager(root: string): PackageManager {
  const file = join(root, 'package.json');
  const named = existsSync(file)
    ? /"packageManager"\s*:\s*"(npm|pnpm|yarn|bun)@/.exec(readFileSync(file, 'utf8'))
    : null;
  const known =
    lockfiles.find(([, manager]) => manager === named?.[1]) ?? lockfiles.find(([lock]) => existsSync(join(root, lock)));
  return known?.[1] ?? 'npm';
}

/** What each is called with to install package.json of a folder that is no part of a workspace, without any script. */
const installArguments: Readonly<Record<PackageManager, readonly string[]>> = {
  npm: ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock'],
  pnpm: ['install', '--ignore-scripts', '--ignore-workspace', '--no-lockfile'],
  yarn: ['install', '--ignore-scripts', '--no-lockfile'],
  bun: ['install', '--ignore-scripts', '--no-save'],
};

/** Where registries and their credentials are configured. */
const configurations = ['.npmrc', '.yarnrc', '.yarnrc.yml', 'bunfig.toml'];

export interface FetchOptions {
  /** An empty folder that is not inside of a package. */
  readonly folder: string;
  /** The workspace whose package manager and registries are used. */
  readonly root: string;
  /** npm name to a version, a range, a tag, or anything else that the package manager understands. */
  readonly dependencies: Readonly<Record<string, string>>;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

/**
 * Installs packages into a folder. No shell sees their names, and no script of theirs runs.
 *
 * @throws {CliError} `INSTALL_FAILED` with what the package manager said, `CLIENT_TOOL_MISSING`, `CANCELLED`.
 */
export async function fetchPackages({ folder, root, dependencies, env, signal }: FetchOptions): Promise<void> {
  const manager = findPackageManager(root);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'pgpm-install', private: true, dependencies }));
  for (const name of configurations) {
    if (existsSync(join(root, name))) copyFileSync(join(root, name), join(folder, name));
  }
  const args = [...installArguments[manager]];
  // Newer versions of yarn know no such options, and would not make a node_modules.
  const settings = { YARN_NODE_LINKER: 'node-modules', YARN_ENABLE_SCRIPTS: 'false', COREPACK_ENABLE_STRICT: '0' };
  await new Promise<void>((done, fail) => {
    const options = { cwd: folder, env: { ...env, ...settings }, signal, maxBuffer: 16 * 1024 * 1024 };
    execFile(manager, args, options, (error, stdout, stderr) => {
      if (signal.aborted) fail(new CliError('CANCELLED', {}));
      else if (error === null) done();
      else if (error.code === 'ENOENT') fail(new CliError('CLIENT_TOOL_MISSING', { tool: manager }));
      else fail(new CliError('INSTALL_FAILED', { manager, output: lastLines(`${stdout}\n${stderr}`) }));
    });
  });
}

function lastLines(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  return lines.slice(-12).join('\n');
}

/** `node_modules/<name>` of a folder or one above it, as Node looks for packages. */
export function findPackage(from: string, name: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return candidate;
    if (dirname(folder) === folder) return undefined;
  }
}
