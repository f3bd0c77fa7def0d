import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { thrown } from '../../test/support/thrown.js';
import { table, TemporaryWorkspace } from '../../test/support/workspace.js';
import { findModule, moduleAt, openWorkspace } from './index.js';

let files: TemporaryWorkspace;

beforeEach(() => {
  files = new TemporaryWorkspace({
    shop: { plan: ['books'], scripts: { books: table('books') } },
    base: { plan: ['books'], scripts: { books: table('books') } },
  });
});
afterEach(() => files.remove());

test('a module has several names', () => {
  files.write('pgpm.json', '{ "packages": ["modules/*"], "moduleAliases": { "shop": "@acme/store" } }');
  files.write('modules/folder/pgpm.plan', '%project=pgpm-folder\n');
  files.write('modules/folder/pgpm-folder.control', '');
  const workspace = openWorkspace(files.root);
  const found = ['shop', '@test/shop', '@acme/store', 'modules/shop', 'folder', 'pgpm-folder'].map(
    (name) => findModule(workspace, name).name,
  );
  expect(found).toEqual(['shop', 'shop', 'shop', 'shop', 'pgpm-folder', 'pgpm-folder']);
});

test.each([
  ['shpo', ['shop', 'shop'].slice(1)],
  ['@test/shopp', ['@test/shop']],
  ['citext', []],
])('module %s is not there', (name, similar) => {
  expect(thrown(() => findModule(openWorkspace(files.root), name))).toMatchObject({
    code: 'MODULE_NOT_FOUND',
    fields: { name, similar, searched: ['modules/*', 'extensions'] },
  });
});

test('a module that is called like no other: the hint says which there are, and where they are looked for', () => {
  const { hint } = thrown(() => findModule(openWorkspace(files.root), 'citext'));
  for (const text of ['there are base, shop;', '"packages" of pgpm.json', '"node_modules/@pgpm/*"'])
    expect(hint).toContain(text);
  files.write('pgpm.json', '{ "packages": [] }');
  expect(thrown(() => findModule(openWorkspace(files.root), 'shop')).hint).toContain('there are no modules;');
});

test('a folder name that several modules have is no name', () => {
  files.write('pgpm.json', '{ "packages": ["modules/*", "other/*"] }');
  for (const parent of ['modules', 'other']) {
    files.write(`${parent}/twin/pgpm.plan`, `%project=${parent}-twin\n`);
  }
  expect(thrown(() => findModule(openWorkspace(files.root), 'twin'))).toMatchObject({
    code: 'MODULE_DUPLICATE',
    fields: { paths: ['modules/twin', 'other/twin'] },
  });
});

test('no name is none', () => {
  expect(thrown(() => findModule(openWorkspace(files.root), ''))).toMatchObject({ code: 'INVALID_NAME' });
});

test('a module is found from any of its folders', () => {
  const workspace = openWorkspace(files.root);
  mkdirSync(join(files.root, 'modules/shop/deploy/deep/er'), { recursive: true });
  for (const dir of ['modules/shop', 'modules/shop/deploy', 'modules/shop/deploy/deep/er', 'modules/shop/no/such']) {
    expect(moduleAt(workspace, join(files.root, dir)).name).toBe('shop');
  }
  files.write('elsewhere/bare/pgpm.plan', '%project=bare\n');
  expect(moduleAt(workspace, join(files.root, 'elsewhere/bare'))).toMatchObject({
    name: 'bare',
    path: 'elsewhere/bare',
  });
  for (const dir of ['.', 'modules', 'elsewhere', '..']) {
    expect(thrown(() => moduleAt(workspace, join(files.root, dir)))).toMatchObject({
      code: 'NOT_IN_WORKSPACE_MODULE',
      fields: { modules: ['base', 'shop'] },
    });
  }
});

test('a glob of many stars finds each module once, and soon', () => {
  const path = `modules/${'a/'.repeat(14)}deep`;
  files.write('pgpm.json', JSON.stringify({ packages: [`${'**/'.repeat(14)}deep`, '**/a/**/a/**/deep'] }));
  files.write(`${path}/pgpm.plan`, '%project=deep\n');
  const { modules, problems } = openWorkspace(files.root);
  expect([...modules.values()].map((module) => module.path)).toEqual([path]);
  expect(problems).toEqual([]);
});
