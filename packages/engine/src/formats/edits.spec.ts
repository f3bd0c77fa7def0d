import fc from 'fast-check';
import { printJsonLike, removeChangesFrom, renameInHeader, renameInPlan, reorderChanges } from './edit.js';
import { parsePlan } from './index.js';

const plan =
  '\uFEFF%project=p\r\n\r\n# c\r\na [x:y !a@t]\t2026-01-01T00:00:00Z A <a@b> # a\r\n@t 2026-01-01T00:00:00Z A <a@b>\r\n  b [a]';

test('a renaming that changes nothing changes no byte', () => {
  const same = { change: (name: string) => name, reference: ({ text }: { text: string }) => text };
  fc.assert(
    fc.property(fc.oneof(fc.constant(plan), fc.string({ unit: 'binary' })), (text) => {
      expect(renameInPlan(text, same)).toBe(text);
      expect(renameInHeader(text, { identity: (identity) => identity, reference: same.reference })).toBe(text);
    }),
  );
});

test('reordering keeps every line', () => {
  const moved = reorderChanges(plan, [1, 0]);
  const lines = (text: string): readonly string[] =>
    text
      .split(/\r?\n/)
      .filter((line) => line !== '')
      .sort();
  expect(lines(moved)).toEqual(lines(plan));
  expect(parsePlan(moved, 'p').plan.changes.map(({ name }) => name)).toEqual(['b', 'a']);
});

test('a tag that names a change which stays, stays', () => {
  const text = '%project=p\n\na\nb\n@t a 2026-01-01T00:00:00Z A <a@b>\n';
  expect(removeChangesFrom(text, 1)).toBe('%project=p\n\na\n@t a 2026-01-01T00:00:00Z A <a@b>\n');
});

test.each([
  ['-- Deploy a to pg', '-- Deploy z to pg'],
  ['--Deploy: p:a', '--Deploy: q:z'],
  ['\uFEFF-- Verify p:a  on pg\r', '\uFEFF-- Verify q:z  on pg\r'],
  ['-- deploy a', '-- deploy a'],
  ['-- Deploy b\n-- Deploy a', '-- Deploy z\n-- Deploy a'],
  ['select 1;\n-- Deploy a', 'select 1;\n-- Deploy a'],
])('the identity line %j becomes %j', (before, after) => {
  const identity = ({ module }: { module: string | undefined }) => ({ module: module && 'q', change: 'z' });
  expect(renameInHeader(before, { identity })).toBe(after);
});

test.each([
  ['{\n\t"a": 1\n}', '{\n\t"b": [\n\t\t1\n\t]\n}'],
  ['{\r\n    "a": 1\r\n}\r\n', '{\r\n    "b": [\r\n        1\r\n    ]\r\n}\r\n'],
  ['{ "a": 1 }\n', '{ "b": [1] }\n'],
  ['', '{\n  "b": [\n    1\n  ]\n}\n'],
])('JSON like %j is written as %j', (like, text) => expect(printJsonLike(like, { b: [1] })).toBe(text));
