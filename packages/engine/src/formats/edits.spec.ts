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

describe('JSON that is edited', () => {
  const odd =
    '\uFEFF{\r\n    "n": 1.0, "big": 12345678901234567890,\r\n\r\n    "u": "caf\\u00e9", "l": ["x", "y"],\r\n    "d": { "b": "1" }\r\n}';
  const edit = (text: string, change: object): string => {
    const value: unknown = JSON.parse(text.replace('\uFEFF', ''));
    return printJsonLike(text, { ...(value as object), ...change });
  };

  test('keeps every byte when nothing changes', () => {
    const anyJson = fc.tuple(fc.dictionary(fc.string(), fc.jsonValue()), fc.constantFrom(undefined, 1, '\t'));
    fc.assert(
      fc.property(anyJson, ([value, indent]) => {
        const text = JSON.stringify(value, null, indent);
        expect(edit(text, {})).toBe(text);
      }),
    );
    expect(edit(odd, {})).toBe(odd);
  });

  test('has the content that it was given', () => {
    const object = fc.dictionary(fc.stringMatching(/^[a-d_]{1,2}$/), fc.jsonValue());
    fc.assert(
      fc.property(object, object, fc.constantFrom(undefined, 1, '\t'), (before, after, indent) => {
        const text = printJsonLike(JSON.stringify(before, null, indent), after);
        expect(JSON.stringify(JSON.parse(text))).toBe(JSON.stringify(after));
      }),
    );
  });

  test.each([
    ['a value', { n: 2 }, odd.replace('1.0', '2')],
    ['an item', { l: ['x', 'y', 'z'] }, odd.replace('"y"]', '"y", "z"]')],
    ['an entry', { d: { a: '0', b: '1' } }, odd.replace('{ "b": "1" }', '{ "a": "0", "b": "1" }')],
    ['an entry less', { d: {} }, odd.replace('{ "b": "1" }', '{}')],
    ['another type', { u: [1] }, odd.replace('"caf\\u00e9"', '[\r\n        1\r\n    ]')],
    ['a new key', { z: { a: 1 } }, odd.replace('\r\n}', ', "z": {\r\n        "a": 1\r\n    }\r\n}')],
  ])('keeps the rest around %s', (_name, change, expected) => expect(edit(odd, change)).toBe(expected));

  test.each([
    ['{\n  "a": 1\n}\n', '{\n  "a": 1,\n  "b": [\n    1\n  ]\n}\n'],
    ['{\n  "a": {},\n  "b": []\n}', '{\n  "a": {},\n  "b": [\n    1\n  ]\n}'],
    ['{}', '{\n  "b": [\n    1\n  ]\n}'],
    ['{"a":1}', '{"a":1, "b": [1]}'],
    ['{ "a": 1, "b": [ 2 ] }', '{ "a": 1, "b": [ 1 ] }'],
  ])('%j gets what is new as %j', (text, expected) => expect(edit(text, { b: [1] })).toBe(expected));
});

test.each([
  ['{\n\t"a": 1\n}', '{\n\t"b": [\n\t\t1\n\t]\n}'],
  ['{\r\n    "a": 1\r\n}\r\n', '{\r\n    "b": [\r\n        1\r\n    ]\r\n}\r\n'],
  ['{ "a": 1 }\n', '{ "b": [1] }\n'],
  ['', '{\n  "b": [\n    1\n  ]\n}\n'],
])('JSON like %j is written as %j', (like, text) => expect(printJsonLike(like, { b: [1] })).toBe(text));
