import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { thrown } from '../../test/support/thrown.js';
import { TemporaryWorkspace } from '../../test/support/workspace.js';
import { applyEdits, diskFiles } from './disk.js';
import { Draft } from './files.js';

let workspace: TemporaryWorkspace;
beforeEach(() => {
  workspace = new TemporaryWorkspace({});
  workspace.write('a.txt', 'one');
  workspace.write('deep/er/b.txt', 'two');
});
afterEach(() => workspace.remove());
const text = (path: string): string => readFileSync(join(workspace.root, path), 'utf8');

test('lists and reads files, hidden folders and node_modules aside', () => {
  workspace.write('node_modules/x/y.txt', '');
  workspace.write('.git/config', '');
  symlinkSync(workspace.root, join(workspace.root, 'deep/circle'));
  symlinkSync(join(workspace.root, 'a.txt'), join(workspace.root, 'link.txt'));
  const files = diskFiles(workspace.root);
  expect(files.list('.')).toEqual(['a.txt', 'deep/er/b.txt', 'link.txt', 'pgpm.json']);
  expect(files.list('deep')).toEqual(['deep/er/b.txt']);
  expect(files.list('none')).toEqual([]);
  expect([files.read('a.txt'), files.read('none')]).toEqual(['one', undefined]);
});

test('a file stays what it was when it was first read: what comes of that is refused when it was changed since', () => {
  const draft = new Draft(diskFiles(workspace.root));
  const before = draft.read('a.txt') ?? '';
  workspace.write('a.txt', 'of somebody else');
  draft.write('a.txt', `${before} and more`);
  expect(thrown(() => applyEdits(workspace.root, draft.edits())).code).toBe('FILE_CHANGED');
  expect(text('a.txt')).toBe('of somebody else');
});

test('writes, makes folders, deletes, and leaves neither empty folders nor temporary files', () => {
  chmodSync(join(workspace.root, 'a.txt'), 0o640);
  applyEdits(workspace.root, [
    { path: 'a.txt', before: 'one', after: 'three' },
    { path: 'new/c.txt', after: 'four' },
    { path: 'deep/er/b.txt', before: 'two', deleted: true },
  ]);
  expect([text('a.txt'), text('new/c.txt'), existsSync(join(workspace.root, 'deep'))]).toEqual([
    'three',
    'four',
    false,
  ]);
  expect(statSync(join(workspace.root, 'a.txt')).mode & 0o777).toBe(0o640);
  expect(readdirSync(workspace.root).sort()).toEqual(['a.txt', 'new', 'pgpm.json']);
});

test('a file moves with its bytes, and back again when something else fails', () => {
  const bytes = Buffer.from([0x1f, 0x8b, 0xff, 0xfe]);
  writeFileSync(join(workspace.root, 'old.gz'), bytes);
  const move = { path: 'old.gz', movedTo: 'new.gz' };
  const remove = { path: 'a.txt', before: 'one', deleted: true as const };
  expect(() => applyEdits(workspace.root, [move, remove, remove])).toThrow();
  expect(readFileSync(join(workspace.root, 'old.gz')).equals(bytes)).toBe(true);
  applyEdits(workspace.root, [move]);
  expect(readFileSync(join(workspace.root, 'new.gz')).equals(bytes)).toBe(true);
  expect(existsSync(join(workspace.root, 'old.gz'))).toBe(false);
  writeFileSync(join(workspace.root, 'old.gz'), bytes);
  expect(thrown(() => applyEdits(workspace.root, [move])).code).toBe('FILE_CHANGED');
});

test('a file keeps its mode and its owner, whatever those of new files are', () => {
  const path = join(workspace.root, 'a.txt');
  // No umask leaves that to a new file.
  chmodSync(path, 0o666);
  const isRoot = userInfo().uid === 0;
  // Only root can have the files of somebody else to edit.
  if (isRoot) chownSync(path, 65534, 65534);
  const before = statSync(path);
  applyEdits(workspace.root, [{ path: 'a.txt', before: 'one', after: 'three' }]);
  const failing = { path: 'none.txt', before: undefined, deleted: true as const };
  expect(() => applyEdits(workspace.root, [{ path: 'a.txt', before: 'three', deleted: true }, failing])).toThrow();
  const after = statSync(path);
  expect([text('a.txt'), after.mode]).toEqual(['three', before.mode]);
  if (isRoot) expect(after.uid).toBe(before.uid);
});

test('a file that is read-only is not replaced', () => {
  chmodSync(workspace.root, 0o777);
  chmodSync(join(workspace.root, 'a.txt'), 0o444);
  const edits = [
    { path: 'fresh.txt', after: 'new' },
    { path: 'a.txt', before: 'one', after: 'three' },
  ];
  // Root may write to every file.
  const isRoot = userInfo().uid === 0;
  if (isRoot) process.seteuid?.(65534);
  try {
    expect(() => applyEdits(workspace.root, edits)).toThrow(/^EACCES/);
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
  expect([text('a.txt'), readdirSync(workspace.root)]).toEqual(['one', ['a.txt', 'deep', 'pgpm.json']]);
});

test('a link is written through', () => {
  symlinkSync(join(workspace.root, 'a.txt'), join(workspace.root, 'link.txt'));
  applyEdits(workspace.root, [{ path: 'link.txt', before: 'one', after: 'five' }]);
  expect(text('a.txt')).toBe('five');
});

test.each([
  ['a file that was changed meanwhile', { path: 'deep/er/b.txt', before: 'old', after: 'x' }, 'FILE_CHANGED'],
  ['a file that has appeared', { path: 'deep/er/b.txt', after: 'x' }, 'FILE_CHANGED'],
  ['a file that is gone', { path: 'gone.txt', before: 'x', deleted: true }, 'FILE_CHANGED'],
  ['a path that leads out', { path: '../x.txt', after: 'x' }, 'PATH_OUTSIDE_WORKSPACE'],
  ['a link that leads out', { path: 'out/x.txt', after: 'x' }, 'PATH_OUTSIDE_WORKSPACE'],
] as const)('%s stops everything before the first write', (_, edit, code) => {
  const outside = new TemporaryWorkspace({});
  mkdirSync(join(outside.root, 'there'));
  symlinkSync(join(outside.root, 'there'), join(workspace.root, 'out'));
  const error = thrown(() => applyEdits(workspace.root, [{ path: 'a.txt', before: 'one', after: 'changed' }, edit]));
  expect(error.code).toBe(code);
  expect(text('a.txt')).toBe('one');
  expect(readdirSync(join(outside.root, 'there'))).toEqual([]);
  outside.remove();
});

test('what the operating system refuses half way leaves everything as it was', () => {
  const name = 'x'.repeat(250);
  workspace.write('blocked', '');
  const before = diskFiles(workspace.root).list('.');
  for (const path of [`deep/new/${name}`, 'blocked/x.txt', 'z/\0']) {
    const edits = [
      { path: 'a.txt', before: 'one', after: 'changed' },
      { path: 'fresh/c.txt', after: 'new' },
      { path, after: 'never' },
      { path: 'deep/er/b.txt', before: 'two', deleted: true as const },
    ];
    expect(() => applyEdits(workspace.root, edits)).toThrow();
    expect(diskFiles(workspace.root).list('.')).toEqual(before);
    expect([text('a.txt'), text('deep/er/b.txt'), existsSync(join(workspace.root, 'fresh'))]).toEqual([
      'one',
      'two',
      false,
    ]);
  }
});

test('a file that cannot be put in its place takes back those that were', () => {
  mkdirSync(join(workspace.root, 'm.txt/inner'), { recursive: true });
  const bytes = Buffer.from('\ufeffone');
  writeFileSync(join(workspace.root, 'a.txt'), bytes);
  const edits = [
    { path: 'a.txt', before: diskFiles(workspace.root).read('a.txt'), after: 'changed' },
    { path: 'c.txt', after: 'new' },
    { path: 'm.txt', after: 'a folder is in the way' },
  ];
  expect(() => applyEdits(workspace.root, edits)).toThrow();
  expect(readFileSync(join(workspace.root, 'a.txt')).equals(bytes)).toBe(true);
  expect(diskFiles(workspace.root).list('.')).toEqual(['a.txt', 'deep/er/b.txt', 'pgpm.json']);
});
