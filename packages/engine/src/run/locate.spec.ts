import { excerpt, lineAndColumn } from './locate.js';

test.each([
  ['the start', 'abc', 0, { line: 1, column: 1 }],
  ['a later line', 'a\nbc\nd', 3, { line: 2, column: 2 }],
  ['right after a line end', 'a\n', 2, { line: 2, column: 1 }],
  ['a carriage return', 'a\r\nb', 3, { line: 2, column: 1 }],
])('finds line and column of %s', (_name, text, offset, expected) => {
  expect(lineAndColumn(text, offset)).toEqual(expected);
});

test('an excerpt shows five lines and marks the failing one', () => {
  const text = Array.from({ length: 12 }, (_, n) => `line ${n + 1}`).join('\n');
  expect(excerpt(text, 10)).toBe('   8 | line 8\n   9 | line 9\n> 10 | line 10\n  11 | line 11\n  12 | line 12');
});

test('an excerpt at the edge shows what there is, and cuts endless lines', () => {
  expect(excerpt(`${'x'.repeat(1000)}\nb`, 1)).toBe(`> 1 | ${'x'.repeat(160)}…\n  2 | b`);
});
