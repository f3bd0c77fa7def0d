import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { NpmRegistry } from './support/npm-registry.js';
import { pgpm, type Result } from './support/pgpm.js';
import { shop } from './support/shop.js';
import { TemporaryWorkspace, type Files } from './support/workspace.js';

const registry = new NpmRegistry();
let workspace: TemporaryWorkspace;

beforeAll(async () => {
  await registry.start();
  const core = { '@p/core': '^1.0.0' };
  registry.publish({ name: '@p/core', version: '1.0.0', module: 'pcore' });
  registry.publish({ name: '@p/core', version: '2.0.0', module: 'pcore' });
  registry.publish({ name: '@p/peer', version: '1.0.0', module: 'ppeer', peerDependencies: core });
  registry.publish({ name: '@p/optional', version: '1.0.0', module: 'poptional', optionalDependencies: core });
  registry.publish({
    name: '@p/unplanned',
    version: '1.0.0',
    module: 'punplanned',
    plan: '%project=punplanned\n\na b c\n',
  });
  registry.publish({ name: '@p/other', version: '1.0.0', module: 'pother', plan: '%project=another\n' });
  registry.publish({ name: '@p/unnamed', version: '1.0.0', module: '..p', plan: '%project=..p\n' });
  registry.publish({ name: '@p/halved', version: '1.0.0', module: 'phalved', plan: '%project=phalved\n\na/b\nc\n' });
  registry.publish({
    name: '@p/folded',
    version: '1.0.0',
    module: 'pfolded',
    plan: '%project=pfolded\n\na\n',
    files: { 'deploy/a.sql/b.sql': '' },
  });
  registry.publish({ name: '@p/above', version: '1.0.0', module: 'pabove', dependencies: { '@p/halved': '1.0.0' } });
});
afterAll(() => registry.stop());
afterEach(() => workspace.remove());

const npmrc = (): Files => ({ '.npmrc': registry.npmrc('@p') });
const run = (line: string, env: Readonly<Record<string, string>> = {}, folder = '.'): Promise<Result> =>
  pgpm(line.split(' '), { cwd: join(workspace.root, folder), env });
const isThere = (path: string): boolean => existsSync(join(workspace.root, path));

test.each(['peer', 'optional'])('what a module needs as %s comes along, in the version that it wants', async (name) => {
  workspace = new TemporaryWorkspace({ ...shop, ...npmrc() });
  const { stdout } = await run(`install @p/${name}`);
  expect(stdout).toContain('+ extensions/@p/core 1.0.0\n');
});

test.each(['peer', 'optional'])('what is there in another version than a module needs as %s is told', async (name) => {
  workspace = new TemporaryWorkspace({ ...shop, ...npmrc() });
  await run('install @p/core@2.0.0');
  const { stdout } = await run(`install @p/${name}`);
  expect(stdout).toContain(`@p/core is 2.0.0, though @p/${name} wants ^1.0.0`);
});

test.each([
  ['unplanned', 'Line 3: Invalid line format'],
  ['other', 'plan names the module "another", its control file "pother"'],
  ['unnamed', 'which is not a module name'],
  ['halved', 'deploy/a/b.sql is missing; deploy/c.sql is missing'],
  ['folded', 'deploy/a.sql is missing'],
  ['above', '@p/halved 1.0.0 is no module that can be used'],
])('a package that would break the workspace stays out of it: %s', async (name, reason) => {
  workspace = new TemporaryWorkspace({ ...shop, ...npmrc() });
  const { status, stderr } = await run(`install @p/${name}`);
  expect([status, stderr]).toEqual([3, expect.stringContaining('NOT_A_MODULE_PACKAGE')]);
  expect(stderr).toContain(reason);
  expect([isThere('extensions'), isThere('pgpm-lock.json'), workspace.read('pgpm.json')]).toEqual([
    false,
    false,
    shop['pgpm.json'],
  ]);
});

test('the registries of a repository are those of a workspace in it', async () => {
  const below = Object.fromEntries(Object.entries(shop).map(([path, text]) => [`db/${path}`, text]));
  workspace = new TemporaryWorkspace({ ...below, ...npmrc(), 'package-lock.json': '{}' });
  const { stdout } = await run('install @p/core', {}, 'db/modules/shop');
  expect(stdout).toContain('+ extensions/@p/core 2.0.0\n');
});

test('an npm around it that installs globally, or nothing, does not matter', async () => {
  const kept = 'prefix/lib/node_modules/kept/package.json';
  workspace = new TemporaryWorkspace({ ...shop, ...npmrc(), [kept]: '{ "name": "kept", "version": "1.0.0" }' });
  const around = { npm_config_global: 'true', npm_config_location: 'global', npm_config_dry_run: 'true' };
  const { stdout } = await run('install @p/core', { ...around, npm_config_prefix: join(workspace.root, 'prefix') });
  expect(stdout).toContain('+ extensions/@p/core 2.0.0\n');
  expect(isThere(kept)).toBe(true);
});
