import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { CliError } from '../cli/failures.js';
import { findProject, type PackageManager } from './project.js';

/** What each is called with to install package.json of a folder that is no part of a workspace, without any script. */
const installArguments: Readonly<Record<PackageManager, readonly string[]>> = {
  npm: [
    'install',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--no-package-lock',
    // Whoever runs this inside of another npm has its options in the environment.
    '--location=project',
    '--no-global',
    '--no-dry-run',
  ],
  pnpm: ['install', '--ignore-scripts', '--no-lockfile'],
  yarn: ['install', '--ignore-scripts', '--no-lockfile'],
  bun: ['install', '--ignore-scripts', '--no-save'],
};

/** What yarn is told from version 2 on, which knows no such options. */
const modernYarn = {
  YARN_NODE_LINKER: 'node-modules',
  YARN_ENABLE_SCRIPTS: 'false',
  YARN_ENABLE_IMMUTABLE_INSTALLS: 'false',
  YARN_ENABLE_COLORS: 'false',
};

/** Where registries and their credentials are configured. */
const configurations = ['.npmrc', '.yarnrc', '.yarnrc.yml', 'bunfig.toml'];

const pnpmWorkspace = 'pnpm-workspace.yaml';

/** What pnpm is told in its workspace file about registries, and about packages that are not to be trusted. */
const pnpmSetting =
  /^["']?(?:registry|registries|namedRegistries|minimumReleaseAge\w*|trustPolicy\w*|blockExoticSubdeps|(?:http|https|no)?proxy|ca|cafile|cert|key|strictSsl|fetch\w*|localAddress)["']?:/i;

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
export async function fetchPackages(options: FetchOptions): Promise<void> {
  const { folder, root, dependencies } = options;
  const { manager, pinned, folders } = findProject(root);
  // The version of yarn decides which files it is configured by.
  const pin = manager === 'yarn' && pinned !== undefined ? { packageManager: pinned } : {};
  const manifest = { name: 'pgpm-install', private: true, ...pin, dependencies };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  for (const name of configurations) copyConfiguration(name, folders, folder);
  if (manager === 'pnpm') writeFileSync(join(folder, pnpmWorkspace), ownWorkspace(folders));
  await run(manager, await argumentsOf(manager, options), options);
  const left = Object.keys(dependencies).filter((name) => !existsSync(join(folder, 'node_modules', name)));
  if (left.length === 0) return;
  const output = `it ended well, but ${left.join(', ')} did not come into node_modules`;
  throw new CliError('INSTALL_FAILED', { manager, output });
}

/** The nearest file of that name; what it names by a relative path stays where it is. */
function copyConfiguration(name: string, folders: readonly string[], target: string): void {
  const from = folders.find((folder) => existsSync(join(folder, name)));
  if (from === undefined) return;
  const text = readFileSync(join(from, name), 'utf8');
  writeFileSync(join(target, name), name === '.yarnrc.yml' ? withAbsolutePaths(text, from) : text, { mode: 0o600 });
}

/**
 * The folder as a workspace of its own: no other around it counts, and its settings about packages are those of the
 * project.
 */
function ownWorkspace(folders: readonly string[]): string {
  const from = folders.find((folder) => existsSync(join(folder, pnpmWorkspace)));
  const text = from === undefined ? '' : readFileSync(join(from, pnpmWorkspace), 'utf8');
  // Each key at the begin of a line, with what stands below it.
  const settings = text.split(/^(?=["'\w])/m).filter((setting) => pnpmSetting.test(setting));
  return ["packages: ['.']", ...settings.map((setting) => setting.trimEnd()), ''].join('\n');
}

/** yarn itself, and its plugins. */
const yarnPath = /^(\s*(?:- )?(?:yarnPath|path):\s*)(["']?)([^"'\s#]+)\2/gm;

function withAbsolutePaths(text: string, folder: string): string {
  return text.replace(
    yarnPath,
    (_all, key: string, _quote, path: string) => key + JSON.stringify(resolve(folder, path)),
  );
}

async function argumentsOf(manager: PackageManager, options: FetchOptions): Promise<readonly string[]> {
  if (manager !== 'yarn' || /^[01]\./.test(await run(manager, ['--version'], options)))
    return installArguments[manager];
  // Without a lockfile of its own the folder may be taken for a part of a project above it.
  writeFileSync(join(options.folder, 'yarn.lock'), '');
  return ['install'];
}

/** @returns what was written to stdout. */
function run(
  manager: PackageManager,
  args: readonly string[],
  { folder, root, env, signal }: FetchOptions,
): Promise<string> {
  const settings = { ...modernYarn, COREPACK_ENABLE_STRICT: '0', NO_COLOR: '1', FORCE_COLOR: undefined };
  const options = { cwd: folder, env: { ...env, ...settings }, signal, maxBuffer: 16 * 1024 * 1024 };
  return new Promise<string>((done, fail) => {
    execFile(manager, args, options, (error, stdout, stderr) => {
      if (signal.aborted) fail(new CliError('CANCELLED', {}));
      else if (error === null) done(stdout);
      else if (error.code === 'ENOENT')
        fail(new CliError('CLIENT_TOOL_MISSING', { tool: manager }, missingHint(manager, root)));
      else fail(new CliError('INSTALL_FAILED', { manager, output: lastLines(`${stdout}\n${stderr}`) }));
    });
  });
}

/** In the version that the repository names; what stands behind a plus there is a digest. */
function missingHint(manager: PackageManager, root: string): string {
  const [wanted = ''] = findProject(root).pinned?.split('+') ?? [];
  const source = /^[\w.@-]+$/.test(wanted) ? wanted : manager;
  return `the repository uses it: install it, or bring it along for this run: npx --yes --package=${source} -- pgpm install`;
}

function lastLines(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  return withoutSecrets(lines.slice(-12).join('\n'));
}

/** Not every package manager hides the user and password of a URL, and all of a token. */
export function withoutSecrets(text: string): string {
  return text
    .replace(/\/\/[^\s/]+@/g, '//[hidden]@')
    .replace(/((?:_authToken|_auth|_password|npmAuthToken|npmAuthIdent)["']?\s*[=:]\s*)\S+/g, '$1[hidden]');
}

/** `node_modules/<name>` of a folder or one above it, as Node looks for packages. */
export function findPackage(from: string, name: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return candidate;
    if (dirname(folder) === folder) return undefined;
  }
}
