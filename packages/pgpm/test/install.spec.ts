import { join } from 'node:path';
import { createScratchDatabase, type ScratchDatabase } from './support/database.js';
import { pgpm, type Result } from './support/pgpm.js';
import { shop } from './support/shop.js';
import { TemporaryWorkspace } from './support/workspace.js';

let workspace: TemporaryWorkspace;
let database: ScratchDatabase;
beforeAll(async () => {
  workspace = new TemporaryWorkspace(shop);
  database = await createScratchDatabase();
});
afterAll(async () => {
  workspace.remove();
  await database.teardown();
});

const run = (line: string, folder = '.'): Promise<Result> =>
  pgpm(line.split(' '), { cwd: join(workspace.root, folder), env: { DATABASE_URL: database.url } });
const json = (path: string): unknown => JSON.parse(workspace.read(path) ?? 'null');

test('published modules install with what they need, deploy, verify and revert', async () => {
  const names = ['base32', 'inflection', 'types', 'verify'];
  const versions = '@pgpm/base32@0.20.0 @pgpm/inflection@0.16.0 @pgpm/types@0.16.0 @pgpm/verify@0.20.0';
  const installed = await run(`install ${versions}`);
  expect(installed).toMatchObject({ status: 0, stderr: '' });
  // Two of them want another version of the fourth, which was asked for.
  expect(installed.stdout).toContain('MODULE_VERSION_CONFLICT: @pgpm/verify is 0.20.0, though');
  expect(json('pgpm.json')).toEqual({
    packages: ['modules/*'],
    dependencies: {
      '@pgpm/base32': '0.20.0',
      '@pgpm/inflection': '0.16.0',
      '@pgpm/types': '0.16.0',
      '@pgpm/verify': '0.20.0',
    },
  });
  expect(json('pgpm-lock.json')).toMatchObject({
    lockfileVersion: 1,
    modules: { '@pgpm/types': { version: '0.16.0', module: 'pgpm-types', transitive: false } },
  });

  const modules = names.map((name) => `@pgpm/${name}`).join(' ');
  expect(await run(`deploy ${modules}`)).toMatchObject({ status: 0 });
  expect((await run(`status ${modules} --check`)).status).toBe(0);
  expect(await run(`verify ${modules}`)).toMatchObject({ status: 0, stderr: '' });
  expect(await run(`revert ${modules} --yes`)).toMatchObject({ status: 0 });
  expect(await database.column('select count(*)::int from pgpm_migrate.changes')).toEqual([0]);
});

test('a module requires what is installed for it; what others need comes along', async () => {
  workspace.write({ 'pgpm-lock.json': '{ "lockfileVersion": 1, "modules": {} }' });
  const readme = workspace.read('extensions/@pgpm/base32/README.md') ?? '';
  workspace.write({ 'extensions/@pgpm/base32/README.md': `${readme}mine` });
  const refused = await run('install @pgpm/base32@0.20.0', 'modules/shop');
  expect([refused.status, refused.stderr.includes('INTEGRITY_MISMATCH')]).toEqual([5, true]);

  expect((await run('install @pgpm/base32@0.20.0 --force', 'modules/shop')).status).toBe(0);
  expect(workspace.read('modules/shop/shop.control')).toContain("requires = 'plpgsql, base, pgpm-base32'");
  expect(json('modules/shop/package.json')).toMatchObject({
    dependencies: { '@pgpm/base32': '0.20.0', '@store/base': 'workspace:*' },
  });
  expect(json('pgpm-lock.json')).toMatchObject({
    modules: { '@pgpm/base32': { transitive: false }, '@pgpm/verify': { version: '0.20.0' } },
  });
  expect((await run('install', 'modules/shop')).stdout).toBe('nothing to install\n');
});

test('edits are noticed before anything is replaced', async () => {
  const path = 'extensions/@pgpm/base32/README.md';
  workspace.write({ [path]: 'mine' });
  const { status, stderr } = await run('install @pgpm/base32@0.20.0');
  expect([status, stderr.includes('@pgpm/base32'), workspace.read(path)]).toEqual([5, true, 'mine']);
});

test('upgrade takes the newest version of what is installed, and writes it wherever it is named', async () => {
  const older = new TemporaryWorkspace(shop);
  const at = (line: string, folder = '.') => pgpm(line.split(' '), { cwd: join(older.root, folder) });
  const read = (path: string): unknown => JSON.parse(older.read(path) ?? 'null');
  try {
    expect((await at('upgrade')).stdout).toBe('nothing to upgrade\n');
    expect((await at('install @pgpm/verify@0.16.0', 'modules/shop')).status).toBe(0);
    expect((await at('install @pgpm/verify@0.16.0')).status).toBe(0);
    const planned = await at('upgrade --dry-run @pgpm/verify@0.20.0');
    expect(planned.stdout).toContain('+ extensions/@pgpm/verify 0.16.0 → 0.20.0\nwould upgrade 1 module\n');
    expect(read('pgpm-lock.json')).toMatchObject({ modules: { '@pgpm/verify': { version: '0.16.0' } } });

    older.write({ 'extensions/@pgpm/verify/README.md': 'mine' });
    expect((await at('upgrade')).stderr).toContain('INTEGRITY_MISMATCH');
    const { status, stdout } = await at('up @pgpm/verify@0.20.0 --force -w --json');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      operation: 'upgrade',
      result: {
        modules: [{ package: '@pgpm/verify', from: '0.16.0', version: '0.20.0' }],
        files: ['modules/shop/package.json', 'pgpm-lock.json', 'pgpm.json'],
      },
    });
    for (const path of ['pgpm.json', 'modules/shop/package.json']) {
      expect(read(path)).toMatchObject({ dependencies: { '@pgpm/verify': '0.20.0' } });
    }
    expect((await at('upgrade @pgpm/verify@0.16.0')).stdout).toContain('nothing is newer\n');
    expect((await at('upgrade @pgpm/typos')).stderr).toContain('NOT_INSTALLED: @pgpm/typos is not installed');
    expect((await at('upgrade -i')).status).toBe(2);
  } finally {
    older.remove();
  }
});

test.each([
  ['a package that is no module', 'is-number@7.0.0', 3, 'NOT_A_MODULE_PACKAGE'],
  ['a version that there is not', '@pgpm/verify@0.0.1-none', 1, 'INSTALL_FAILED'],
  ['what is no name of a package', '../verify', 2, 'USAGE'],
  ['a text for a shell', 'x;touch', 2, 'USAGE'],
])('%s is refused', async (_, text, exitCode, code) => {
  const before = workspace.read('pgpm.json');
  const { status, stderr } = await run(`install ${text}`);
  expect([status, stderr.includes(code), workspace.read('pgpm.json')]).toEqual([exitCode, true, before]);
});
