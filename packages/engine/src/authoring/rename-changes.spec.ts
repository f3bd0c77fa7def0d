import { problemsOf } from '../errors/index.js';
import { base, memoryFiles, outcome, shop, shopFiles, shopModules } from '../../test/support/memory-files.js';
import { thrown } from '../../test/support/thrown.js';
import { renameChanges } from './rename-changes.js';

const files = memoryFiles(shopFiles);
const rename = (renames: Record<string, string>, module: typeof shop | typeof base = shop, from = files) =>
  renameChanges({ files: from, module, modules: shopModules, renames: new Map(Object.entries(renames)) });

test('renames in the plan, in headers and as files; the rest of every byte stays', () => {
  const edits = outcome(rename({ books: 'stock/books' }).edits);
  expect(edits['modules/shop/pgpm.plan']).toBe(
    shopFiles['modules/shop/pgpm.plan']?.replace('\nbooks ', '\nstock/books ').replace('[books ', '[stock/books '),
  );
  expect(edits['modules/shop/deploy/books.sql']).toBeUndefined();
  expect(Object.keys(edits)).toContain('modules/shop/deploy/books.sql');
  expect(edits['modules/shop/deploy/stock/books.sql']).toBe(
    '-- Deploy shop:stock/books to pg\n-- requires: base:roles\n\nselect 1;\n',
  );
  expect(edits['modules/shop/deploy/sales/orders.sql']).toBe(
    '-- Deploy shop:sales/orders to pg\n-- requires: stock/books\n-- requires: base:@v1\n\nselect 1; -- requires: books\n',
  );
});

test('what other modules require follows', () => {
  const edits = outcome(rename({ roles: 'users' }, base).edits);
  expect(edits['modules/shop/pgpm.plan']).toContain('books [base:users] ');
  expect(edits['modules/shop/deploy/books.sql']).toContain('-- requires: base:users\n');
});

test('names can be swapped', () => {
  const edits = outcome(rename({ books: 'sales/orders', 'sales/orders': 'books' }).edits);
  expect(edits['modules/shop/pgpm.plan']).toContain('\nsales/orders [base:roles]');
  expect(edits['modules/shop/pgpm.plan']).toContain('\nbooks [sales/orders base:@v1]');
  expect(edits['modules/shop/revert/books.sql']).toBe('-- Revert books\n\nselect 1;\n');
  expect(edits['modules/shop/revert/sales/orders.sql']).toBe('-- Revert shop:sales/orders from pg\n\nselect 1;\n');
});

test('scripts of older instances, tags with a change and conflicts follow', () => {
  const reworked = memoryFiles({
    ...shopFiles,
    'modules/shop/pgpm.plan':
      '%project=shop\n\na\n@v1 a 2026-01-01T00:00:00Z Ada <a@b>\nb [!a a@v1 a~ !a]\r\na [a@v1]\n',
    'modules/shop/deploy/a@v1.sql': '-- Deploy shop:a to pg\n',
  });
  const edits = outcome(rename({ a: 'aa' }, shop, reworked).edits);
  expect(edits['modules/shop/pgpm.plan']).toBe(
    '%project=shop\n\naa\n@v1 aa 2026-01-01T00:00:00Z Ada <a@b>\nb [!aa aa@v1 aa~ !aa]\r\naa [aa@v1]\n',
  );
  expect(edits['modules/shop/deploy/aa@v1.sql']).toBe('-- Deploy shop:aa to pg\n');
});

test.each([
  ['an unknown change', { boks: 'x' }, ['RENAME_UNKNOWN_SOURCE']],
  ['two changes of one name', { books: 'x', 'sales/orders': 'x' }, ['RENAME_COLLISION']],
  [
    'a name that is taken',
    { books: 'sales/orders' },
    ['RENAME_COLLISION', 'RENAME_TARGET_EXISTS', 'RENAME_TARGET_EXISTS', 'RENAME_TARGET_EXISTS'],
  ],
  ['a name that is none', { books: '../x' }, ['INVALID_NAME']],
  ['a reserved name', { books: 'ROOT' }, ['PLAN_RESERVED_NAME']],
])('refuses %s', (_, renames, codes) => {
  expect(problemsOf(thrown(() => rename(renames))).map(({ code }) => code)).toEqual(codes);
});
