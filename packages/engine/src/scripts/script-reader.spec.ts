import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Module } from '../model/index.js';
import { thrown } from '../../test/support/thrown.js';
import { table, TemporaryWorkspace } from '../../test/support/workspace.js';
import { openWorkspace } from '../workspace/index.js';
import { changesOf, ScriptReader } from './index.js';

let files: TemporaryWorkspace;
let shop: Module;
let root: string;

beforeEach(() => {
  files = new TemporaryWorkspace({ shop: { plan: ['books', 'a/b'], scripts: { books: table('books') } } });
  const workspace = openWorkspace(files.root);
  const module = workspace.modules.get('shop');
  if (module === undefined) throw new Error('the workspace has the module');
  shop = module;
  root = workspace.root;
});
afterEach(() => files.remove());

function sha256(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

test('reads text, hash and path of a script', () => {
  const text = '\uFEFF-- Deploy a/b\r\nselect 1; -- é\r\n';
  files.write('modules/shop/deploy/a/b.sql', text);
  const reader = new ScriptReader(root);
  expect(reader.readScript(shop, 'deploy', 'a/b')).toEqual({
    text,
    hash: sha256(text),
    path: 'modules/shop/deploy/a/b.sql',
    isKept: true,
    problems: [],
  });
  expect(reader.scriptPath(shop, 'deploy', 'a/b')).toBe(join(shop.dir, 'deploy', 'a', 'b.sql'));
  expect(reader.scriptPath(shop, 'revert', 'a/b@v1')).toBe(join(shop.dir, 'revert', 'a', 'b@v1.sql'));
});

test('what is not there is undefined', () => {
  const reader = new ScriptReader(root);
  expect(reader.readScript(shop, 'revert', 'a/b')).toBeUndefined();
  expect(reader.readScript(shop, 'deploy', 'books/b')).toBeUndefined();
});

test('the hash is that of the text, also where bytes are no UTF-8', () => {
  writeFileSync(join(shop.dir, 'deploy/books.sql'), Buffer.from([0x2d, 0x2d, 0xe9]));
  expect(new ScriptReader(root).readScript(shop, 'deploy', 'books')).toMatchObject({
    hash: sha256('--\uFFFD'),
    problems: [{ code: 'FILE_ENCODING', place: { file: 'modules/shop/deploy/books.sql' } }],
  });
});

test('what is read ahead is there when it is asked for, as much as fits into memory', async () => {
  const text = 'select 1;';
  for (const change of ['books', 'a/b']) files.write(`modules/shop/deploy/${change}.sql`, text);
  const [all, first] = [new ScriptReader(root), new ScriptReader(root, text.length)];
  for (const reader of [all, first]) await reader.readAhead('deploy', changesOf([shop]));
  rmSync(join(shop.dir, 'deploy'), { recursive: true });
  const textsOf = (reader: ScriptReader) =>
    shop.plan.changes.map(({ name }) => reader.readScript(shop, 'deploy', name)?.text);
  expect([textsOf(all), textsOf(first)]).toEqual([
    [text, text],
    [text, undefined],
  ]);
});

test('reading ahead lets others have their turn', async () => {
  const changes = Array.from({ length: 500 }, (_, place) => ({ module: shop, change: `c${place}` }));
  for (const { change } of changes) files.write(`modules/shop/deploy/${change}.sql`, 'select 1;');
  let turns = 0;
  let isOver = false;
  const takeTurn = (): void => {
    turns++;
    if (!isOver) setImmediate(takeTurn);
  };
  setImmediate(takeTurn);
  await new ScriptReader(root).readAhead('deploy', changes);
  isOver = true;
  expect(turns).toBeGreaterThan(1);
});

test('a file is read once, as long as it fits into memory', () => {
  const [small, none] = [new ScriptReader(root), new ScriptReader(root, 10)];
  const before = small.readScript(shop, 'deploy', 'books');
  expect(none.readScript(shop, 'deploy', 'books')).toEqual({ ...before, isKept: false });
  files.write('modules/shop/deploy/books.sql', 'select 2;');
  expect(small.readScript(shop, 'deploy', 'books')).toEqual(before);
  expect(none.readScript(shop, 'deploy', 'books')?.text).toBe('select 2;');
});

test.each(['../x', '..', 'a/../../x', '/etc/passwd', 'a\\..\\x', 'a//b', 'a\0b', '', 'a@../b', 'a@b@c/..'])(
  'the name %j never leads anywhere',
  (change) => {
    expect(thrown(() => new ScriptReader(root).readScript(shop, 'deploy', change)).code).toBe('PATH_OUTSIDE_MODULE');
  },
);

describe('symbolic links', () => {
  beforeEach(() => files.write('secret/books.sql', 'select 1;'));

  test('a folder that leads out of the module is refused', () => {
    rmSync(join(shop.dir, 'deploy'), { recursive: true });
    symlinkSync('../../secret', join(shop.dir, 'deploy'));
    expect(thrown(() => new ScriptReader(root).readScript(shop, 'deploy', 'books')).code).toBe('PATH_OUTSIDE_MODULE');
  });

  test('a folder below it, too', () => {
    symlinkSync('../../../secret', join(shop.dir, 'deploy/a'));
    expect(thrown(() => new ScriptReader(root).readScript(shop, 'deploy', 'a/books')).code).toBe('PATH_OUTSIDE_MODULE');
  });

  test('and a file', () => {
    symlinkSync('../../../secret/books.sql', join(shop.dir, 'deploy/link.sql'));
    expect(thrown(() => new ScriptReader(root).readScript(shop, 'deploy', 'link')).code).toBe('PATH_OUTSIDE_MODULE');
  });

  test('what stays inside is read', () => {
    mkdirSync(join(shop.dir, 'shared'));
    writeFileSync(join(shop.dir, 'shared/x.sql'), 'select 3;');
    symlinkSync('../shared', join(shop.dir, 'deploy/a'));
    symlinkSync('books.sql', join(shop.dir, 'deploy/link.sql'));
    symlinkSync('nowhere.sql', join(shop.dir, 'deploy/broken.sql'));
    const reader = new ScriptReader(root);
    expect(reader.readScript(shop, 'deploy', 'a/x')?.text).toBe('select 3;');
    expect(reader.readScript(shop, 'deploy', 'link')?.text).toBe('create table public.books ();\n');
    expect(reader.readScript(shop, 'deploy', 'broken')).toBeUndefined();
  });
});
