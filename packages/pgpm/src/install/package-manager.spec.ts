import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fetchPackages, withoutSecrets } from './package-manager.js';
import { findProject } from './project.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pgpm-package-manager-spec-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

test.each([
  [{ 'package.json': '{ "packageManager": "pnpm@10.0.0" }', 'package-lock.json': '' }, 'pnpm'],
  [{ 'yarn.lock': '' }, 'yarn'],
  [{ 'bun.lock': '' }, 'bun'],
  [{ 'package-lock.json': '' }, 'npm'],
  [{}, 'npm'],
])('with %j the package manager is %s', (files, manager) => {
  for (const [path, text] of Object.entries(files)) write(path, text);
  expect(findProject(folder).manager).toBe(manager);
});

test.each([
  ['has a lockfile', { 'yarn.lock': '' }, ['a/b', 'a', '.'], 'yarn'],
  ['names it', { 'package.json': '{ "packageManager": "pnpm@10.0.0" }' }, ['a/b', 'a', '.'], 'pnpm'],
  ['is one of git', { '.git': '' }, ['a/b', 'a', '.'], 'npm'],
  ['is nearer', { 'yarn.lock': '', 'a/pnpm-lock.yaml': '' }, ['a/b', 'a'], 'pnpm'],
  ['is none', { 'package.json': '{}' }, ['a/b'], 'npm'],
])('the repository around a workspace has the package manager, when it %s', (_name, files, folders, manager) => {
  for (const [path, text] of Object.entries(files)) write(path, text);
  const found = findProject(join(folder, 'a/b'));
  expect(found).toMatchObject({ manager, folders: folders.map((path) => join(folder, path)) });
});

test('fetching that is interrupted is cancelled', async () => {
  const options = { folder, root: folder, dependencies: {}, env: process.env };
  const fetching = fetchPackages({ ...options, signal: AbortSignal.abort() });
  await expect(fetching).rejects.toMatchObject({ code: 'CANCELLED' });
});

test.each([
  ['{ "packageManager": "pnpm@10.34.9+sha512.ab" }', '--package=pnpm@10.34.9 --'],
  ['{ "packageManager": "pnpm@1;rm -rf ~" }', '--package=pnpm --'],
])('one that is not there is named, and how to have it: %s', async (packageJson, hint) => {
  write('package.json', packageJson);
  mkdirSync(join(folder, 'target'));
  const { signal } = new AbortController();
  const options = { folder: join(folder, 'target'), root: folder, dependencies: {}, env: { PATH: folder }, signal };
  await expect(fetchPackages(options)).rejects.toMatchObject({
    code: 'CLIENT_TOOL_MISSING',
    fields: { tool: 'pnpm' },
    hint: expect.stringContaining(hint),
  });
});

describe('a package manager', () => {
  const fetchWith = (program: string, files: Readonly<Record<string, string>>) => {
    for (const [path, text] of Object.entries(files)) write(`repository/${path}`, text);
    for (const name of ['yarn', 'pnpm']) {
      write(`bin/${name}`, `#!/usr/bin/env node\nconst fs = require('node:fs');\n${program}`);
      chmodSync(join(folder, 'bin', name), 0o755);
    }
    mkdirSync(join(folder, 'target'));
    const env = { ...process.env, PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}` };
    const root = join(folder, 'repository');
    const { signal } = new AbortController();
    return fetchPackages({ folder: join(folder, 'target'), root, dependencies: { m: '1.0.0' }, env, signal });
  };
  const written = (path: string): string => readFileSync(join(folder, 'target', path), 'utf8');
  const yarn = (version: string) => `
    if (process.argv[2] === '--version') { console.log('${version}'); process.exit(); }
    fs.mkdirSync('node_modules/m', { recursive: true });
    fs.writeFileSync('called', JSON.stringify(process.argv.slice(2)));
  `;

  test.each([
    ['1.22.22', ['install', '--ignore-scripts', '--no-lockfile'], false],
    ['4.9.0', ['install'], true],
  ])('yarn %s is called with what it knows', async (version, args, hasLockfile) => {
    await fetchWith(yarn(version), { 'yarn.lock': 'x', 'package.json': `{ "packageManager": "yarn@${version}" }` });
    expect(JSON.parse(written('called'))).toEqual(args);
    expect(JSON.parse(written('package.json'))).toMatchObject({ packageManager: `yarn@${version}` });
    expect(existsSync(join(folder, 'target/yarn.lock'))).toBe(hasLockfile);
  });

  test('finds yarn and its plugins where the repository has them', async () => {
    const configuration =
      'plugins:\n  - path: .yarn/plugins/x.cjs\n    spec: "@x/y"\n\nyarnPath: ".yarn/releases/yarn-4.cjs"\n';
    await fetchWith(yarn('4.9.0'), { 'yarn.lock': '', '.yarnrc.yml': configuration });
    const own = (path: string): string => JSON.stringify(join(folder, 'repository', path));
    expect(written('.yarnrc.yml')).toBe(
      `plugins:\n  - path: ${own('.yarn/plugins/x.cjs')}\n    spec: "@x/y"\n\nyarnPath: ${own('.yarn/releases/yarn-4.cjs')}\n`,
    );
  });

  test('pnpm knows registries and policies of the workspace, and nothing else of it', async () => {
    const workspace =
      '# all of it\npackages:\n- a/*\n\n# ours\nregistries:\n  default: https://one.example/\n\n  "@x": https://two.example/\n' +
      'overrides:\n  registry: 1.0.0\nminimumReleaseAge: 1440\n"trustPolicy": no-downgrade\npatchedDependencies: {}\n';
    await fetchWith(yarn('none'), { 'pnpm-lock.yaml': '', 'pnpm-workspace.yaml': workspace });
    expect(JSON.parse(written('called'))).toEqual(['install', '--ignore-scripts', '--no-lockfile']);
    expect(written('pnpm-workspace.yaml')).toBe(
      'packages: [\'.\']\nregistries:\n  default: https://one.example/\n\n  "@x": https://two.example/\n' +
        'minimumReleaseAge: 1440\n"trustPolicy": no-downgrade\n',
    );
  });

  test('that ends well has fetched what was asked for', async () => {
    const fetching = fetchWith('console.log("1.22.22")', { 'yarn.lock': '' });
    await expect(fetching).rejects.toMatchObject({ code: 'INSTALL_FAILED', fields: { manager: 'yarn' } });
  });

  test('is quoted without secrets', async () => {
    const program = `console.log('1.22.22'); if (process.argv[2] === 'install') { console.error('401 of http://u:s3cret@h/x'); process.exit(1); }`;
    const fetching = fetchWith(program, { 'yarn.lock': '' });
    await expect(fetching).rejects.toMatchObject({ fields: { output: '1.22.22\n401 of http://[hidden]@h/x' } });
  });
});

test.each([
  ['GET https://user:pass@host/@h%2fa: 401', 'GET https://[hidden]@host/@h%2fa: 401'],
  ['http://user:p@ss@host/a', 'http://[hidden]@host/a'],
  ['https://host:80/@h/a', 'https://host:80/@h/a'],
  ['//host/:_authToken=abcd[hidden]', '//host/:_authToken=[hidden]'],
  ['npmAuthToken: "abc"', 'npmAuthToken: [hidden]'],
])('of %j remains %j', (text, expected) => expect(withoutSecrets(text)).toBe(expected));
