import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { stopEmbedded } from '@pgpm/postgres';
import { cleanEnvironment, packedPackages, readManifest, repository, run } from '../support/foreign-workspace.js';
import { startRegistry, type Registry } from '../support/registry.js';
import { moduleFiles, temporaryWorkspace, type TemporaryWorkspace } from '../support/workspace.js';

// Three installations take their time.
jest.setTimeout(600_000);

const guide = readFileSync(join(repository, 'docs/guides/releasing.md'), 'utf8');
const nxVersion = readManifest(join(repository, 'package.json')).devDependencies['nx'];
const npmInstall = ['install', '--no-audit', '--no-fund', '--prefer-offline'];
const settings = { analytics: false, neverConnectToCloud: true, tui: { enabled: false }, plugins: ['nx-pgpm'] };

/** The modules that are released; where they are used; the registry between the two. */
let shop: TemporaryWorkspace;
let user: TemporaryWorkspace;
let registry: Registry;
let tarballs: Record<string, string>;

beforeAll(async () => {
  shop = temporaryWorkspace({
    '.gitignore': 'node_modules\n.nx\n.pgpm\n.npmrc\nregistry\n',
    'nx.json': JSON.stringify({ ...settings, ...JSON.parse(shown('json')) }),
    'pgpm.json': '{ "packages": ["libs/*"] }',
    ...moduleFiles({ folder: 'base', changes: { one: [], two: ['one'] } }),
    ...moduleFiles({ folder: 'top', requires: ['pgpm-base'], changes: { three: ['pgpm-base:two'] } }),
    'libs/base/package.json': manifest('base', {}),
    'libs/top/package.json': manifest('top', { '@app/base': '^1.0.0' }),
  });
  user = temporaryWorkspace({
    'package.json': '{ "name": "user", "private": true }',
    'nx.json': JSON.stringify(settings),
    'pgpm.json': shown('json', 1),
    ...Object.fromEntries(
      Object.entries(
        moduleFiles({ folder: 'reports', requires: ['pgpm-top'], changes: { four: ['pgpm-top:@v1.1.1'] } }),
      ).map(([path, text]) => [path.replace('libs/', 'packages/'), text]),
    ),
  });
  const { root } = shop;
  tarballs = packedPackages();
  const { 'nx-pgpm': plugin, ...overrides } = tarballs;
  const devDependencies = { nx: nxVersion, '@nx/devkit': nxVersion, 'nx-pgpm': plugin };
  shop.write({
    'package.json': JSON.stringify({ name: 'shop', private: true, workspaces: ['libs/*'], devDependencies, overrides }),
  });
  run('npm', npmInstall, root);
  git('init', '--quiet', '--initial-branch=main');
  git('config', 'user.name', 'Ann');
  git('config', 'user.email', 'ann@example.com');
  git('add', 'package.json');
  git('commit', '--quiet', '--message=chore: workspace');
  commit('feat: base and top');
  mkdirSync(join(root, 'registry'));
  registry = await startRegistry(join(root, 'registry'));
  shop.write({ '.npmrc': registry.npmrc });
});

afterAll(async () => {
  await registry.stop();
  await stopEmbedded({ workspaceRoot: user.root });
  shop.remove();
  user.remove();
});

/** The text of a fenced block of the guide. */
function shown(language: 'json' | 'sh', index = 0): string {
  return [...guide.matchAll(new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\`$`, 'gm'))][index]?.[1] ?? '';
}

/** Nx without processes of its own for plugins: it is started often here. */
const environment = (root: string): NodeJS.ProcessEnv => ({ ...cleanEnvironment(root), NX_ISOLATE_PLUGINS: 'false' });

/** Runs commands that the guide shows, in the order of the page. */
function runShown(index: number, root: string): string {
  return shown('sh', index)
    .trim()
    .split('\n')
    .map((line) => {
      const [command = '', ...args] = line.split(' ');
      const { status, stdout, stderr } = spawnSync(command, args, {
        cwd: root,
        encoding: 'utf8',
        env: environment(root),
      });
      expect([line, status, status === 0 ? '' : stdout + stderr]).toEqual([line, 0, '']);
      return stdout + stderr;
    })
    .join('\n');
}

function manifest(folder: string, dependencies: Record<string, string>): string {
  const files = ['pgpm.plan', '*.control', 'deploy', 'revert', 'verify', 'sql'];
  return JSON.stringify(
    { name: `@app/${folder}`, version: '1.0.0', files, dependencies, nx: { name: folder } },
    null,
    2,
  );
}

function git(...args: readonly string[]): string {
  return execFileSync('git', args, { cwd: shop.root, encoding: 'utf8', env: cleanEnvironment() });
}

function commit(message: string): void {
  git('add', '--all');
  git('commit', '--quiet', '--message', message);
}

const read = (path: string): string => readFileSync(join(shop.root, 'libs', path), 'utf8');
/** `change` or `@tag` of each line of a plan. */
const planned = (folder: string): readonly string[] =>
  read(`${folder}/pgpm.plan`)
    .split('\n')
    .slice(4, -1)
    .map((line) => line.split(' ')[0] ?? '');
const subjects = (): readonly string[] => git('log', '--format=%s').trim().split('\n');

test('without @nx/js it says what to install', () => {
  const { status, stdout, stderr } = spawnSync('npx', ['nx', 'release', '--dry-run'], {
    cwd: shop.root,
    encoding: 'utf8',
    env: environment(shop.root),
  });
  expect([status, stdout + stderr]).toEqual([1, expect.stringMatching(/NX_JS_MISSING[^]*nx add @nx\/js/)]);
  runShown(0, shop.root);
  commit('chore: @nx/js');
});

test('a dry run writes nothing', () => {
  const output = runShown(1, shop.root);
  expect(output).toContain('Tag @v1.1.0 written to plan: libs/base/pgpm.plan');
  expect([git('status', '--porcelain'), git('tag')]).toEqual(['', '']);
});

test('a release writes versions, tags, packaged files and changelogs, and commits them', () => {
  runShown(2, shop.root);
  expect(git('tag').trim().split('\n')).toEqual(['base@1.1.0', 'top@1.1.0']);
  expect([git('status', '--porcelain'), subjects()[0]]).toEqual(['', 'chore(release): publish']);
  // Nx asks for 1.0.1 of top, because of base, before it asks for 1.1.0: one tag remains.
  expect([planned('base'), planned('top')]).toEqual([
    ['one', 'two', '@v1.1.0'],
    ['three', '@v1.1.0'],
  ]);
  expect(JSON.parse(read('top/package.json'))).toMatchObject({
    version: '1.1.0',
    dependencies: { '@app/base': '^1.1.0' },
  });
  expect(read('top/pgpm-top.control')).toContain(`default_version = '1.1.0'`);
  expect(read('top/CHANGELOG.md')).toContain('base and top');
  expect(git('ls-files', 'libs/base/sql').trim().split('\n')).toEqual([
    'libs/base/sql/pgpm-base--1.1.0.bundle.tar.gz',
    'libs/base/sql/pgpm-base--1.1.0.sql',
  ]);
});

test('a new change of a module is a new version of what requires it, too', () => {
  const plan = read('base/pgpm.plan');
  shop.write({
    'libs/base/pgpm.plan': `${plan}late 2026-01-02T00:00:00Z Ann <ann@example.com>\n`,
    'libs/base/deploy/late.sql': 'create schema late;\n',
    'libs/base/revert/late.sql': 'drop schema late;\n',
    'libs/base/verify/late.sql': `select 'late'::regnamespace;\n`,
  });
  commit('fix(base): late');
  runShown(2, shop.root);
  expect([git('status', '--porcelain'), git('tag', '--points-at', 'HEAD').trim().split('\n')]).toEqual([
    '',
    ['base@1.1.1', 'top@1.1.1'],
  ]);
  expect([planned('base'), planned('top')]).toEqual([
    ['one', 'two', '@v1.1.0', 'late', '@v1.1.1'],
    ['three', '@v1.1.0', '@v1.1.1'],
  ]);
  expect(JSON.parse(read('top/package.json'))).toMatchObject({ dependencies: { '@app/base': '^1.1.1' } });
  expect(git('ls-files', 'libs/base/sql')).not.toContain('1.1.0');
});

test('what is published is installed and deployed by a workspace that has never seen it', () => {
  runShown(3, shop.root);
  for (const tarball of Object.values(tarballs)) {
    run('npm', ['publish', tarball.replace('file:', ''), '--loglevel=error'], shop.root);
  }
  run('npm', [...npmInstall, '--save-dev', `nx@${nxVersion}`, `@nx/devkit@${nxVersion}`], user.root);
  user.write({ '.npmrc': registry.npmrc });
  run('npm', [...npmInstall, '--save-dev', 'nx-pgpm'], user.root);
  const output = runShown(4, user.root);
  expect(output).toMatch(/\+ pgpm-base:one [^]*\+ pgpm-base:late [^]*\+ pgpm-top:three [^]*deployed 5 changes/);
  const installed = join(user.root, 'node_modules/@app/base');
  expect(existsSync(join(installed, 'sql/pgpm-base--1.1.1.sql'))).toBe(true);
  expect(JSON.parse(readFileSync(join(user.root, 'package-lock.json'), 'utf8'))).toMatchObject({
    packages: { 'node_modules/@app/base': { version: '1.1.1' } },
  });
});

test('this repository can be released: every package and every module gets a version, and a dry run writes nothing', () => {
  const status = (): string => execFileSync('git', ['status', '--porcelain'], { cwd: repository, encoding: 'utf8' });
  const before = status();
  const nx = join(repository, 'node_modules/nx/dist/bin/nx.js');
  const { stdout, stderr } = spawnSync(process.execPath, [nx, 'release', 'version', '9.0.0', '--dry-run'], {
    cwd: repository,
    encoding: 'utf8',
    env: environment(shop.root),
  });
  const folders = (parent: string): readonly string[] =>
    readdirSync(join(repository, parent)).map((name) => `${parent}/${name}`);
  const modules = folders('libs/modules');
  const expected = [
    ...[...folders('packages'), ...modules].map((folder) => `New version 9.0.0 written to manifest: ${folder}/`),
    ...modules.map((folder) => `Tag @v9.0.0 written to plan: ${folder}/`),
  ];
  expect(expected.filter((line) => !stdout.includes(line))).toEqual([]);
  expect([stderr.includes('[dry-run]'), status()]).toEqual([true, before]);
});
