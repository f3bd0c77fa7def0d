import { compareCatalogs, contentOfDigest, parseCatalog, printCatalog } from './index.js';

const catalogOf = (...rows: readonly (readonly [string, string, string])[]) => parseCatalog(JSON.stringify([rows, []]));

const table = ['table', 'public.t', 'create table public.t'] as const;
const column = ['column', 'public.t.a', '1. a integer'] as const;

test('the order of objects makes no difference', () => {
  expect(compareCatalogs(catalogOf(table, column), catalogOf(column, table))).toEqual([]);
});

test('objects that came, went and changed are differences, in the order in which a person reads them', () => {
  const before = catalogOf(['index', 'public.i', 'x'], table, column);
  const after = catalogOf(['column', 'public.t.a', '1. a bigint'], table, ['role', 'clerk', 'create role clerk']);
  expect(compareCatalogs(before, after)).toEqual([
    { kind: 'role', name: 'clerk', before: undefined, after: 'create role clerk' },
    { kind: 'column', name: 'public.t.a', before: '1. a integer', after: '1. a bigint' },
    { kind: 'index', name: 'public.i', before: 'x', after: undefined },
  ]);
});

test('a printed catalog has what is new or different, and nothing of what tables hold', () => {
  const after = catalogOf(
    ['comment', 'on table public.t', 'two\nlines'],
    column,
    table,
    ['rows', 'public.t', '3'],
    ['sequence value', 'public.s', '7'],
  );
  expect(printCatalog(catalogOf(table), after)).toBe(
    '-- column public.t.a\n1. a integer\n\n-- comment on table public.t\ntwo\nlines\n',
  );
});

test('a digest holds the values of sequences', () => {
  expect(contentOfDigest(JSON.stringify(['{1,2}', [['sequence value', 'public.s', '7']]]))).toEqual([
    { kind: 'sequence value', name: 'public.s', definition: '7' },
  ]);
});
