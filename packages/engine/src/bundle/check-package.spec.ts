import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { checkPackage, findModule, openWorkspace, packageModule } from '../index.js';
import { table, TemporaryWorkspace } from '../../test/support/workspace.js';
import { tarGz } from './tar-gz.js';

const entry = 'pgpm-bundle.json';
let workspace: TemporaryWorkspace;
beforeEach(async () => {
  workspace = new TemporaryWorkspace({ shop: { plan: ['a', 'b'], scripts: { a: table('a'), b: table('b') } } });
  await packageModule(shop());
});
afterEach(() => workspace.remove());

const shop = () => ({ module: findModule(openWorkspace(workspace.root), 'shop'), root: workspace.root });
const path = (suffix: string): string => join(workspace.root, `modules/shop/sql/shop--1.0.0${suffix}`);
const bundle = (): string => path('.bundle.tar.gz');
const json = (): string => gunzipSync(readFileSync(bundle())).toString('utf8', 512).replace(/\0+$/, '');
const edit = (from: string | RegExp, to: string) => () => tarGz(entry, json().replace(from, to));

/** What is told of each file, by the end of its name. */
const drift = async () =>
  Object.fromEntries(
    (await checkPackage(shop())).map(({ code, fields, module, hint }) => {
      expect([code, module, hint]).toEqual(['PACKAGE_DRIFT', 'shop', 'run: pgpm package --package shop']);
      const { path: file = '', reason, detail } = fields as Partial<Record<string, string>>;
      return [file.replace('modules/shop/sql/shop--1.0.0', ''), [reason, detail]];
    }),
  );

test('what was packaged is in order, however it is compressed', async () => {
  expect(await drift()).toEqual({});
  const other = gzipSync(gunzipSync(readFileSync(bundle())), { level: 1 });
  expect(other).not.toEqual(readFileSync(bundle()));
  writeFileSync(bundle(), other);
  expect(await drift()).toEqual({});
});

test.each<[string, () => Buffer, string]>([
  ['no gzip', () => Buffer.from('hello'), 'it is no gzip-compressed tar archive with pgpm-bundle.json'],
  [
    'half of it',
    () => readFileSync(bundle()).subarray(0, 200),
    'it is no gzip-compressed tar archive with pgpm-bundle.json',
  ],
  ['no tar', () => gzipSync('hello'), 'it is no gzip-compressed tar archive with pgpm-bundle.json'],
  ['another file', () => tarGz('package.json', '{}'), 'it is no gzip-compressed tar archive with pgpm-bundle.json'],
  [
    'a bomb',
    () => gzipSync(Buffer.alloc(300 * 1024 * 1024)),
    'it is no gzip-compressed tar archive with pgpm-bundle.json',
  ],
  [
    'an archive that ends early',
    () => gzipSync(gunzipSync(readFileSync(bundle())).subarray(0, 600)),
    'it is no gzip-compressed tar archive with pgpm-bundle.json',
  ],
  [
    'no UTF-8',
    () =>
      gzipSync(Buffer.from(gunzipSync(readFileSync(bundle())).toString('latin1').replace('create', '\xff'), 'latin1')),
    'it is no gzip-compressed tar archive with pgpm-bundle.json',
  ],
  ['no JSON', () => tarGz(entry, '{'), 'it is not valid JSON'],
  ['a byte order mark', () => tarGz(entry, `\ufeff${json()}`), 'it is not valid JSON'],
  ['a count in words', edit('"changeCount": 2', '"changeCount": "2"'), 'manifest.changeCount is no number'],
  ['a list', () => tarGz(entry, '[]'), 'it is no object'],
  ['another version', edit('"formatVersion": "1"', '"formatVersion": "2"'), 'manifest.formatVersion is not "1"'],
  ['a script without text', edit('"sql": "create', '"sal": "create'), 'changes[0].deploy.sql is no text'],
  ['no list of changes', edit(/"changes": \[.*\]/s, '"changes": {}'), 'changes is no list'],
])('a bundle is unreadable: %s', async (_name, content, detail) => {
  writeFileSync(bundle(), content());
  expect(await drift()).toEqual({ '.bundle.tar.gz': ['unreadable-artifact', detail] });
});

test.each<[string, () => Buffer, string]>([
  ['a script', edit('"sql": "create', '"sql": "Create'), 'changes[0].deploy has another digest'],
  ['the name of a change', edit(/"name": "b"/, '"name": "c"'), 'changes[1] has another digest'],
  ['the plan', edit('"plan": "%syntax', '"plan": "# %syntax'), 'the bundle has another digest'],
  ['the count', edit('"changeCount": 2', '"changeCount": 1'), 'manifest.changeCount is another number'],
  ['the order', edit(/"a",\s+"b"/, '"b", "a"'), 'manifest.deployOrder is another order'],
  ['what the order names', edit(/"a",\s+"b"/, '"a", "b", "c"'), 'manifest.deployOrder is another order'],
])('a bundle lacks integrity when somebody changed %s', async (_name, content, detail) => {
  writeFileSync(bundle(), content());
  expect(await drift()).toEqual({ '.bundle.tar.gz': ['integrity', detail] });
});

test('what is missing, no file or out of step with the module is told as such', async () => {
  rmSync(path('.sql'));
  expect(await drift()).toEqual({ '.sql': ['missing-artifact', undefined] });
  const inFile = await checkPackage({ ...shop(), outDir: join(workspace.root, 'pgpm.json') });
  expect(inFile.map(({ fields }) => fields)).toMatchObject([
    { path: 'pgpm.json/shop--1.0.0.sql', reason: 'missing-artifact' },
    { reason: 'missing-artifact' },
  ]);
  mkdirSync(path('.sql'));
  rmSync(bundle());
  execFileSync('mkfifo', [bundle()]);
  expect(await drift()).toEqual({
    '.sql': ['unreadable-artifact', 'it is no file'],
    '.bundle.tar.gz': ['unreadable-artifact', 'it is no file'],
  });
  for (const suffix of ['.sql', '.bundle.tar.gz']) rmSync(path(suffix), { recursive: true });
  await packageModule(shop());
  workspace.write('modules/shop/revert/a.sql', 'drop table public.a;\n\n');
  expect(await drift()).toEqual({ '.bundle.tar.gz': ['out-of-sync', undefined] });
  workspace.write('modules/shop/deploy/a.sql', 'create table public.a (id int);\n');
  expect(await drift()).toEqual({ '.sql': ['out-of-sync', undefined], '.bundle.tar.gz': ['out-of-sync', undefined] });
});
