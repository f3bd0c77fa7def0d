import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { thrown } from '../../test/support/thrown.js';
import { table, TemporaryWorkspace } from '../../test/support/workspace.js';
import { findModule, findWorkspaceRoot, openWorkspace, readModule } from './index.js';

const who = '2024-05-06T07:08:09Z Ada <ada@example.org>';
let files: TemporaryWorkspace;

beforeEach(() => {
  files = new TemporaryWorkspace({
    shop: { plan: [`books ${who}`], requires: ['citext', 'base'], scripts: { books: table('books') } },
    base: { plan: [`books ${who}`], scripts: { books: table('books') } },
  });
});
afterEach(() => files.remove());

/** Module name to path, and what is wrong with the workspace. */
function open(): { modules: Record<string, string>; problems: readonly object[] } {
  const { modules, problems } = openWorkspace(files.root);
  return {
    modules: Object.fromEntries([...modules].map(([name, { path }]) => [name, path])),
    problems: problems.map(({ code, severity, fields }) => ({ code, severity, ...fields })),
  };
}

/** What is wrong with one module: codes and files. */
function problemsOf(name: string): readonly unknown[] {
  const problems = findModule(openWorkspace(files.root), name).problems;
  return problems.map(({ code, place, module }) => {
    expect(module).toBe(findModule(openWorkspace(files.root), name).name);
    return [code, place?.file];
  });
}

test('a module is what its files say', () => {
  const { root, config, modules, problems } = openWorkspace(files.root);
  expect({ root, config, problems, names: [...modules.keys()] }).toEqual({
    root: findWorkspaceRoot(files.root),
    config: { packages: ['modules/*'], extensionsDir: 'extensions', pg: {}, moduleAliases: {}, deployment: {} },
    problems: [],
    names: ['base', 'shop'],
  });
  expect(modules.get('shop')).toMatchObject({
    name: 'shop',
    dir: join(root, 'modules/shop'),
    path: 'modules/shop',
    npmName: '@test/shop',
    version: '1.0.0',
    source: 'workspace',
    problems: [],
    control: { file: 'modules/shop/shop.control', requires: ['citext', 'base'] },
    plan: { file: 'modules/shop/pgpm.plan', module: 'shop', changes: [{ name: 'books', line: 5 }] },
  });
});

test('what overrides the configuration wins, and nothing else changes', () => {
  const { root } = openWorkspace(files.root);
  writeFileSync(
    join(root, 'pgpm.json'),
    '{ "packages": ["modules/*"], "deployment": { "useTx": true, "logOnly": true } }',
  );
  expect(thrown(() => openWorkspace(root, { extensionsDir: '../vendor' })).code).toBe('PATH_OUTSIDE_WORKSPACE');
  const overrides = { extensionsDir: 'vendor', deployment: { useTx: false, usePlan: undefined } };
  expect(openWorkspace(files.root, overrides).config).toMatchObject({
    ...{ packages: ['modules/*'], extensionsDir: 'vendor', deployment: { useTx: false, logOnly: true } },
  });
});

test('the workspace is found from any folder of it, and nowhere else', () => {
  const root = findWorkspaceRoot(files.root);
  expect(findWorkspaceRoot(join(files.root, 'modules/shop/deploy'))).toBe(root);
  expect(findWorkspaceRoot(join(files.root, 'modules/no/such/folder'))).toBe(root);
  const hint = expect.stringMatching(/pgpm init workspace.*"node_modules\/@pgpm\/\*"/);
  expect(thrown(() => openWorkspace('/'))).toMatchObject({ code: 'NOT_IN_WORKSPACE', hint });
});

test('the nearest configuration wins, and code beats JSON beside it', () => {
  files.write('modules/shop/pgpm.json', '{ "packages": ["."] }');
  expect(Object.keys(Object.fromEntries(openWorkspace(join(files.root, 'modules/shop/deploy')).modules))).toEqual([
    'shop',
  ]);
  files.write('pgpm.config.js', 'module.exports = { default: { packages: ["modules/b*"], frobnicate: 1 } };');
  expect(open()).toMatchObject({ modules: { base: 'modules/base' }, problems: [{ code: 'CONFIG_UNKNOWN_KEY' }] });
  const { configFile, configKeys } = openWorkspace(files.root);
  expect([configFile, [...configKeys]]).toEqual(['pgpm.config.js', ['packages', 'frobnicate']]);
});

test.each([
  ['pgpm.json', '{ "packages": '],
  ['pgpm.json', '{ "packages": 1 }'],
  ['pgpm.config.js', 'module.exports = 1'],
  ['pgpm.config.js', 'throw new Error("no")'],
  ['pgpm.config.js', 'process.exit(0)'],
])('a configuration that cannot be used is an error: %s %j', (file, text) => {
  files.write(file, text);
  expect(thrown(() => openWorkspace(files.root))).toMatchObject({ code: 'CONFIG_PARSE_ERROR', place: { file } });
});

test('modules are found below the folders that globs name, and nowhere else', () => {
  files.write('pgpm.json', '{ "packages": ["modules/**", "one", "!modules/old", "packages/*/db", "none/*"] }');
  for (const dir of [
    'modules/deep/er/a',
    'modules/old',
    'one/b',
    'packages/x/db',
    'packages/y/src',
    'elsewhere',
    'modules/node_modules/z',
    'modules/.hidden/z',
    'modules/base/dist',
  ]) {
    const name = dir === 'modules/base/dist' ? 'base' : `m-${dir.replace(/\W/g, '-')}`;
    files.write(`${dir}/pgpm.plan`, `%project=${name}\n`);
    files.write(`${dir}/${name}.control`, '');
  }
  expect(open()).toEqual({
    modules: {
      base: 'modules/base',
      'm-modules-deep-er-a': 'modules/deep/er/a',
      shop: 'modules/shop',
      'm-one-b': 'one/b',
      'm-packages-x-db': 'packages/x/db',
    },
    problems: [],
  });
});

test('modules of a package manager are found where they are, when a glob names node_modules; also behind links', () => {
  files.write('pgpm.json', '{ "packages": ["modules/*", "node_modules/@scope/*"] }');
  files.write('node_modules/@scope/copied/pgpm.plan', '%project=copied\n');
  files.write('node_modules/.store/linked/pgpm.plan', '%project=linked\n');
  symlinkSync('../.store/linked', join(files.root, 'node_modules/@scope/linked'));
  files.write('node_modules/@scope/copied/node_modules/@scope/nested/pgpm.plan', '%project=nested\n');
  expect(open().modules).toMatchObject({
    copied: 'node_modules/@scope/copied',
    linked: expect.stringMatching(/^node_modules\/(@scope|\.store)\/linked$/),
  });
  expect(open().modules).not.toHaveProperty('nested');
});

test('order is by path, byte by byte', () => {
  for (const name of ['b', 'B', 'a-b', 'a_b', 'é', 'z'])
    files.write(`modules/${name}/pgpm.plan`, `%project=m-${name === 'é' ? 'e' : name}\n`);
  expect(Object.values(open().modules)).toEqual(
    ['B', 'a-b', 'a_b', 'b', 'base', 'shop', 'z', 'é'].map((name) => `modules/${name}`),
  );
});

test('a bare plan is a module; below a module it is not, unless it has a control file', () => {
  files.write('modules/bare/pgpm.plan', '%project=bare\n\na\n');
  files.write('modules/shop/test/fixture/pgpm.plan', '%project=fixture\n');
  files.write('modules/shop/test/other/pgpm.plan', '%project=other\n');
  files.write('modules/shop/test/other/other.control', '');
  files.write('modules/shop/deploy/never/never.control', '');
  expect(open().modules).toEqual({
    bare: 'modules/bare',
    base: 'modules/base',
    shop: 'modules/shop',
    other: 'modules/shop/test/other',
  });
  expect(openWorkspace(files.root).modules.get('bare')).toMatchObject({
    control: undefined,
    npmName: undefined,
    version: undefined,
    problems: [],
  });
});

test('a copy of a module inside of it is no second one', () => {
  files.write('modules/shop/out/pgpm.plan', '%project=shop\n');
  files.write('modules/shop/out/shop.control', '');
  expect(open()).toEqual({ modules: { base: 'modules/base', shop: 'modules/shop' }, problems: [] });
});

test('files of other tools that change what these deploy are named, and not read', () => {
  files.write('modules/shop/pgpm.extensions.json', '{');
  files.write('modules/proxy/pgpm.apply.json', '{');
  expect(open()).toEqual({
    modules: { base: 'modules/base', shop: 'modules/shop' },
    problems: [{ code: 'FILE_IGNORED', severity: 'warning', path: 'modules/proxy/pgpm.apply.json' }],
  });
  expect(problemsOf('shop')).toEqual([['FILE_IGNORED', 'modules/shop/pgpm.extensions.json']]);
  expect(readModule(join(files.root, 'modules/shop')).problems).toMatchObject([{ code: 'FILE_IGNORED' }]);
});

test('two modules of one name are an error, with both paths', () => {
  files.write('modules/copy/pgpm.plan', '%project=shop\n');
  files.write('modules/copy/shop.control', '');
  expect(open()).toEqual({
    modules: { base: 'modules/base', shop: 'modules/copy' },
    problems: [{ code: 'MODULE_DUPLICATE', severity: 'error', name: 'shop', paths: ['modules/copy', 'modules/shop'] }],
  });
});

test('a workspace module hides an installed one, with a note', () => {
  for (const [dir, name] of [
    ['extensions/@acme/shop', 'shop'],
    ['extensions/@acme/uuid', 'uuid'],
    ['extensions/tools', 'tools'],
  ]) {
    files.write(`${dir}/pgpm.plan`, `%project=${name}\n`);
    files.write(`${dir}/${name}.control`, '');
  }
  expect(open()).toEqual({
    modules: { uuid: 'extensions/@acme/uuid', tools: 'extensions/tools', base: 'modules/base', shop: 'modules/shop' },
    problems: [
      { code: 'MODULE_DUPLICATE', severity: 'warning', name: 'shop', paths: ['extensions/@acme/shop', 'modules/shop'] },
    ],
  });
  const { modules } = openWorkspace(files.root);
  expect([modules.get('uuid')?.source, modules.get('shop')?.source]).toEqual(['installed', 'workspace']);
});

test('symbolic links are followed once, and loops end', () => {
  symlinkSync('..', join(files.root, 'modules/shop/up'));
  symlinkSync('shop', join(files.root, 'modules/a-link'));
  symlinkSync('nowhere', join(files.root, 'modules/broken'));
  const linked = new TemporaryWorkspace({ far: { plan: [], scripts: {} } });
  symlinkSync(join(linked.root, 'modules/far'), join(files.root, 'modules/far'));
  expect(open()).toEqual({ modules: { base: 'modules/base', far: 'modules/far', shop: 'modules/shop' }, problems: [] });
  linked.remove();
});

test.each<[string, string, string, readonly unknown[]]>([
  [
    'a broken plan',
    'modules/shop/pgpm.plan',
    '%project=shop\na b\na\na\n',
    [
      ['PLAN_PARSE_ERROR', 'modules/shop/pgpm.plan'],
      ['PLAN_DUPLICATE_CHANGE', 'modules/shop/pgpm.plan'],
    ],
  ],
  [
    'another name in the plan',
    'modules/shop/pgpm.plan',
    '\n%project=shops\n',
    [['PLAN_BAD_PROJECT', 'modules/shop/pgpm.plan']],
  ],
  [
    'a name that is none in the plan',
    'modules/shop/pgpm.plan',
    '%project=my shop\n',
    [['PLAN_BAD_PROJECT', 'modules/shop/pgpm.plan']],
  ],
  ['no name in the plan', 'modules/shop/pgpm.plan', 'a\n', [['PLAN_MISSING_PROJECT', 'modules/shop/pgpm.plan']]],
  [
    'a broken control file',
    'modules/shop/shop.control',
    "requires = 'a\n",
    [['CONTROL_PARSE_ERROR', 'modules/shop/shop.control']],
  ],
  ['a broken package.json', 'modules/shop/package.json', '{', [['CONFIG_PARSE_ERROR', 'modules/shop/package.json']]],
])('%s is a problem of the module', (_, file, text, expected) => {
  files.write(file, text);
  expect(problemsOf('shop')).toEqual(expected);
  expect(problemsOf('base')).toEqual([]);
});

test('a control file without a plan is a broken module', () => {
  files.write('modules/half/half.control', '');
  expect(problemsOf('half')).toEqual([['FILE_NOT_FOUND', 'modules/half/pgpm.plan']]);
});

test('of several control files the one that the plan names counts', () => {
  files.write('modules/shop/a.control', "requires = 'nothing'\n");
  expect(problemsOf('shop')).toEqual([]);
});

test('the hint for a missing name comes from the control file', () => {
  files.write('modules/shop/pgpm.plan', '');
  const [problem] = findModule(openWorkspace(files.root), 'shop').problems;
  expect(problem).toMatchObject({ module: 'shop', fields: { controlFile: 'modules/shop/shop.control' } });
});

test('the root itself may be a module', () => {
  files.write('pgpm.json', '{ "packages": ["."] }');
  files.write('pgpm.plan', '%project=all\n');
  files.write('all.control', '');
  expect(open().modules).toEqual({ all: '.', base: 'modules/base', shop: 'modules/shop' });
  expect(openWorkspace(files.root).modules.get('all')?.plan.file).toBe('pgpm.plan');
});

test('the files of a module are read when it is asked for them, and once', () => {
  const { modules } = openWorkspace(files.root);
  files.write('modules/base/pgpm.plan', `%project=base\nlater ${who}\n`);
  const base = modules.get('base');
  expect(base?.plan.changes.map(({ name }) => name)).toEqual(['later']);
  files.write('modules/base/pgpm.plan', '%project=base\n');
  expect(base?.plan.changes.map(({ name }) => name)).toEqual(['later']);
});

test('one directory can be read alone', () => {
  const dir = join(files.root, 'modules/shop');
  expect(readModule(dir)).toEqual(openWorkspace(files.root).modules.get('shop'));
  expect(readModule(dir, dir)).toMatchObject({ path: '.', plan: { file: 'pgpm.plan' } });
  expect(thrown(() => readModule(join(files.root, 'nowhere'))).code).toBe('PATH_NOT_FOUND');
  expect(thrown(() => readModule(join(files.root, 'modules'))).code).toBe('FILE_NOT_FOUND');
});
