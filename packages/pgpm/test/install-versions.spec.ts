import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NpmRegistry } from './support/npm-registry.js';
import { pgpm, type Result, type RunOptions } from './support/pgpm.js';
import { shop } from './support/shop.js';
import { TemporaryWorkspace } from './support/workspace.js';

const registry = new NpmRegistry();
let workspace: TemporaryWorkspace;

beforeAll(async () => {
  await registry.start();
  const publish = (name: string, version: string, dependencies = {}, module = `h-${name}`): void =>
    registry.publish({ name: `@h/${name}`, version, module, dependencies });
  publish('core', '1.0.0');
  publish('core', '1.1.0');
  publish('core', '2.0.0');
  publish('a', '1.0.0', { '@h/core': '1.0.0' });
  publish('minor', '1.0.0', { '@h/core': '1.1.0' });
  publish('b', '1.0.0', { '@h/core': '^2.0.0' });
  publish('dupa', '1.0.0', {}, 'hsame');
  publish('dupb', '1.0.0', {}, 'hsame');
  publish('shop', '1.0.0', {}, 'shop');
});
afterAll(() => registry.stop());
beforeEach(() => {
  workspace = new TemporaryWorkspace({ ...shop, '.npmrc': registry.npmrc('@h') });
});
afterEach(() => workspace.remove());

const run = (line: string, folder = '.', when?: RunOptions['when']): Promise<Result> =>
  pgpm(line.split(' '), { cwd: join(workspace.root, folder), when });
const installed = async (line: string, folder = '.'): Promise<Result> => {
  const result = await run(line, folder);
  expect(result).toMatchObject({ status: 0 });
  return result;
};
const json = (path: string): unknown => JSON.parse(workspace.read(path) ?? 'null');
const version = (name: string, folder = 'extensions'): unknown => {
  const manifest = json(`${folder}/@h/${name}/package.json`);
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest ? manifest.version : undefined;
};
const remove = (path: string): void => rmSync(join(workspace.root, path), { recursive: true });
/** All that a command may write. */
const written = () =>
  ['pgpm.json', 'pgpm-lock.json', 'modules/shop/package.json', 'modules/shop/shop.control'].map((path) =>
    workspace.read(path),
  );

/** Expects that a command is refused with this code, and that it writes and installs nothing. */
async function refused(line: string, code: string, exitCode: number, folder = '.'): Promise<Result> {
  const before = [written(), existsSync(join(workspace.root, 'extensions')), version('core')];
  const result = await run(line, folder);
  expect([result.status, result.stderr.includes(code)]).toEqual([exitCode, true]);
  expect([written(), existsSync(join(workspace.root, 'extensions')), version('core')]).toEqual(before);
  return result;
}

describe('a later package that wants another version', () => {
  test('does not replace one that was asked for, and is named', async () => {
    await installed('install @h/core@1.0.0', 'modules/shop');
    const { stdout } = await installed('install @h/b', 'modules/shop');
    expect(stdout).toContain('MODULE_VERSION_CONFLICT: @h/core is 1.0.0, though @h/b wants ^2.0.0');
    expect(version('core')).toBe('1.0.0');
    expect(json('pgpm-lock.json')).toMatchObject({ modules: { '@h/core': { version: '1.0.0', transitive: false } } });
    expect(json('modules/shop/package.json')).toMatchObject({ dependencies: { '@h/core': '1.0.0' } });
  });

  test('is told against whom, when the newest is taken', async () => {
    await installed('install @h/a');
    const { stdout } = await installed('install @h/minor --json');
    expect(JSON.parse(stdout)).toMatchObject({
      result: {
        conflicts: [
          {
            npmName: '@h/core',
            chosen: '1.1.0',
            wanted: [
              { by: '@h/minor', version: '1.1.0' },
              { by: '@h/a', version: '1.0.0' },
            ],
          },
        ],
      },
    });
  });

  test('of another major is refused, as it is in one command, until one is asked for', async () => {
    await refused('install @h/a @h/b', 'MODULE_VERSION_CONFLICT', 3);
    await installed('install @h/a');
    await refused('install @h/b', 'MODULE_VERSION_CONFLICT', 3);
    await installed('install @h/b @h/core@2.0.0');
    expect(version('core')).toBe('2.0.0');
  });

  test('does not replace what was asked for in an upgrade either', async () => {
    await installed('install @h/core@1.0.0 @h/minor');
    const { stdout } = await installed('upgrade @h/minor');
    expect(stdout).toContain('@h/core is 1.0.0, though @h/minor wants 1.1.0');
    expect(json('pgpm.json')).toMatchObject({ dependencies: { '@h/core': '1.0.0' } });
  });
});

describe('different versions that are recorded', () => {
  test.each([
    ['in another module', 'install @h/core@2.0.0', 'modules/base'],
    ['in pgpm.json', 'install -W @h/core@1.1.0', 'modules/shop'],
  ])('are refused %s', async (_, line, folder) => {
    await installed('install @h/core@1.0.0', 'modules/shop');
    const { stderr } = await refused(line, 'MODULE_VERSION_CONFLICT', 3, folder);
    expect(stderr).toContain('modules/shop/package.json wants 1.0.0');
  });

  test('are refused in one command', () =>
    refused('install @h/core@1.0.0 @h/core@1.1.0', 'MODULE_VERSION_CONFLICT', 3));

  test('are refused when they were written by hand', async () => {
    await installed('install @h/core@1.0.0', 'modules/shop');
    workspace.write({ 'pgpm.json': '{ "packages": ["modules/*"], "dependencies": { "@h/core": "2.0.0" } }' });
    await refused('install', 'MODULE_VERSION_CONFLICT', 3);
  });

  test('are none where the one record is replaced', async () => {
    await installed('install @h/core@1.0.0', 'modules/shop');
    await installed('install @h/core@2.0.0', 'modules/shop');
    expect(version('core')).toBe('2.0.0');
  });
});

describe('install without arguments', () => {
  test.each(['.', 'modules/shop'])('in %s brings back all that is locked and missing', async (folder) => {
    await installed('install @h/a', 'modules/shop');
    const before = written();
    remove('extensions');
    expect((await installed('install', folder)).stdout).toContain('installed 2 modules');
    expect([version('a'), version('core')]).toEqual(['1.0.0', '1.0.0']);
    remove('extensions/@h/core');
    expect((await installed('install', folder)).stdout).toContain('+ extensions/@h/core 1.0.0\ninstalled 1 module');
    expect(written()).toEqual(before);
    expect((await installed('install', folder)).stdout).toBe('nothing to install\n');
  });

  test('brings back what is recorded, without a lockfile', async () => {
    await installed('install @h/a', 'modules/shop');
    remove('extensions');
    remove('pgpm-lock.json');
    await installed('install');
    expect([version('a'), version('core')]).toEqual(['1.0.0', '1.0.0']);
  });

  test('writes a lockfile that was removed anew, for the files that are there', async () => {
    await installed('install @h/a', 'modules/shop');
    const before = written();
    workspace.write({ 'pgpm-lock.json': '{' });
    expect((await run('install')).stderr).toContain('LOCK_FILE_INVALID');
    remove('pgpm-lock.json');
    await installed('install');
    expect(written()).toEqual(before);
    workspace.write({ 'extensions/@h/a/README.md': 'mine' });
    remove('pgpm-lock.json');
    await refused('install', 'INTEGRITY_MISMATCH', 5);
  });
});

test('other files under a locked version are refused', async () => {
  await installed('install @h/core@1.0.0');
  workspace.write({
    'pgpm-lock.json': (workspace.read('pgpm-lock.json') ?? '').replace(/sha512-[^"]*/, 'sha512-other'),
  });
  remove('extensions');
  const { stderr } = await refused('install', 'INTEGRITY_MISMATCH', 5);
  expect(stderr).toContain('@h/core in version 1.0.0 of the registry');
  await refused('install @h/core@1.0.0 --force', 'INTEGRITY_MISMATCH', 5);
});

test('two packages with a module of one name are refused, also one after the other', async () => {
  const { stderr } = await refused('install @h/dupa @h/dupb', 'MODULE_DUPLICATE', 3);
  expect(stderr).toContain('extensions/@h/dupa, extensions/@h/dupb');
  await installed('install @h/dupa');
  await refused('install @h/dupb', 'MODULE_DUPLICATE', 3);
  expect(existsSync(join(workspace.root, 'extensions/@h/dupb'))).toBe(false);
});

test('a package whose module the workspace has is not installed, and it is said why', async () => {
  const before = written();
  const { stdout } = await installed('install @h/shop', 'modules/base');
  expect(stdout).toContain('= modules/shop, module shop, is used instead of @h/shop\nnothing to install\n');
  expect(written()).toEqual(before);
  expect(existsSync(join(workspace.root, 'extensions'))).toBe(false);
});

test('nothing is fetched for a workspace that is configured by code', async () => {
  remove('pgpm.json');
  workspace.write({ 'pgpm.config.js': "module.exports = { packages: ['modules/*'] };\n" });
  const { stderr } = await refused('install -W @h/core', 'USAGE', 2, 'modules/shop');
  expect([stderr.includes('pgpm.config.js is code'), stderr.includes('fetching')]).toEqual([true, false]);
  await installed('install @h/core@1.0.0', 'modules/shop');
  remove('extensions');
  await installed('install -W');
  expect(version('core')).toBe('1.0.0');
});

test('Ctrl-C while packages are fetched cancels', async () => {
  const then = { text: 'fetching', then: (child: { kill(signal: 'SIGINT'): unknown }) => void child.kill('SIGINT') };
  const { signal, stderr } = await run('install @h/slow', '.', then);
  expect([signal, stderr.includes('CANCELLED'), stderr.includes('INSTALL_FAILED')]).toEqual(['SIGINT', true, false]);
});

test('what is in place is not installed again', async () => {
  await installed('install @h/a');
  expect(json('pgpm-lock.json')).toMatchObject({ modules: { '@h/core': { transitive: true } } });
  const { stdout } = await installed('install @h/a @h/core@1.0.0');
  expect(stdout).toContain('= extensions/@h/a 1.0.0 is in place\n');
  expect(stdout).toContain('nothing to install, 2 modules in place\n');
  expect(json('pgpm-lock.json')).toMatchObject({ modules: { '@h/core': { transitive: false } } });
});

test('a lockfile that changes meanwhile is not overwritten', async () => {
  const other = '{ "lockfileVersion": 1, "modules": {} }';
  const then = { text: 'fetching', then: () => workspace.write({ 'pgpm-lock.json': other }) };
  const { status, stderr } = await run('install @h/a', '.', then);
  expect([status, stderr.includes('FILE_CHANGED'), workspace.read('pgpm-lock.json')]).toEqual([1, true, other]);
  expect(existsSync(join(workspace.root, 'extensions'))).toBe(false);
});

test.each([
  ['../elsewhere', 'CONFIG_PARSE_ERROR'],
  ['/tmp/elsewhere', 'CONFIG_PARSE_ERROR'],
  ['link', 'PATH_OUTSIDE_WORKSPACE'],
  ['vendor', 'PATH_OUTSIDE_WORKSPACE'],
])('the folder for modules does not lead out of the workspace: %s', async (folder, code) => {
  const outside = mkdtempSync(join(tmpdir(), 'pgpm-outside-'));
  symlinkSync(outside, join(workspace.root, 'link'));
  mkdirSync(join(workspace.root, 'vendor'));
  symlinkSync(outside, join(workspace.root, 'vendor/@h'));
  workspace.write({ 'pgpm.json': JSON.stringify({ packages: ['modules/*'], extensionsDir: folder }) });
  await refused('install @h/core', code, 3);
  expect(readdirSync(outside)).toEqual([]);
  rmSync(outside, { recursive: true });
});

describe('--extensions-dir', () => {
  test('says where modules go, and they stay there', async () => {
    workspace.write({ 'pgpm.json': '{ "packages": ["modules/*", "vendor/**"] }' });
    expect((await installed('install @h/a --extensions-dir vendor/sql')).stdout).toContain('+ vendor/sql/@h/a 1.0.0');
    expect([version('a', 'vendor/sql'), version('core', 'vendor/sql')]).toEqual(['1.0.0', '1.0.0']);
    expect((await installed('install')).stdout).toBe('nothing to install\n');
    expect((await run('doctor')).stdout).toMatch(/installed\s.*2 modules/);
    expect((await installed('install @h/core@1.1.0')).stdout).toContain('+ vendor/sql/@h/core 1.1.0');
    expect((await installed('install @h/core@2.0.0 --extensions-dir other')).stdout).toContain('+ vendor/sql/@h/core');
  });

  test('warns of a folder where no module is looked for', async () => {
    const { stdout } = await installed('install @h/core --extensions-dir vendor');
    expect(stdout).toContain('"packages" of the configuration does not lead to vendor');
  });

  test.each([
    ['..', 'PATH_OUTSIDE_WORKSPACE', 3],
    ['/tmp/elsewhere', 'PATH_OUTSIDE_WORKSPACE', 3],
    ['link/below', 'PATH_OUTSIDE_WORKSPACE', 3],
    ['.', 'USAGE', 2],
  ])('refuses %s', async (folder, code, exitCode) => {
    symlinkSync(tmpdir(), join(workspace.root, 'link'));
    await refused(`install @h/core --extensions-dir ${folder}`, code, exitCode);
  });
});
