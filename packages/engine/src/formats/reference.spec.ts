import fc from 'fast-check';
import { parseReference } from './reference.js';

const id = 'ABCDEF0123456789abcdef0123456789abcdef01';

test.each([
  ['accounts', { change: 'accounts' }],
  ['schemas/app/table', { change: 'schemas/app/table' }],
  ['b,c', { change: 'b,c' }],
  ['ledger:accounts', { module: 'ledger', change: 'accounts' }],
  ['@v2', { tag: 'v2' }],
  ['ledger:@v2', { module: 'ledger', tag: 'v2' }],
  ['accounts@v2', { change: 'accounts', tag: 'v2' }],
  ['ledger:accounts@v2', { module: 'ledger', change: 'accounts', tag: 'v2' }],
  ['HEAD', { symbol: 'HEAD' }],
  ['@HEAD', { symbol: 'HEAD' }],
  ['ROOT', { symbol: 'ROOT' }],
  ['@ROOT', { symbol: 'ROOT' }],
  ['ledger:ROOT', { module: 'ledger', symbol: 'ROOT' }],
  ['x^', { change: 'x', offset: -1 }],
  ['x^^', { change: 'x', offset: -2 }],
  ['x^^^', { change: 'x', offset: -3 }],
  ['x^3', { change: 'x', offset: -3 }],
  ['x^0', { change: 'x', offset: 0 }],
  ['x~', { change: 'x', offset: 1 }],
  ['x~2', { change: 'x', offset: 2 }],
  ['@v2^', { tag: 'v2', offset: -1 }],
  ['HEAD^2', { symbol: 'HEAD', offset: -2 }],
  ['@ROOT~', { symbol: 'ROOT', offset: 1 }],
  ['a@v2~3', { change: 'a', tag: 'v2', offset: 3 }],
  ['x^99999999999999999999', { change: 'x', offset: -1e20 }],
  [id, { sha1: id.toLowerCase() }],
  [`ledger:${id}`, { module: 'ledger', sha1: id.toLowerCase() }],
])('reads reference %s', (text, expected) => expect(parseReference(text)).toEqual({ text, ...expected }));

test.each([
  ...[
    '',
    ':',
    'a:b:c',
    'a@b@c',
    '@',
    'c@',
    '@a/b',
    'c@a/b',
    '!ref',
    'a!',
    ':a',
    'mod:',
    'my.mod:a',
    'été:a',
    'a b',
    'x~~',
    'x^~',
    '^',
    '~2',
  ],
  ...['a//b', 'a/../b', '../x', 'baz/3', 'qux=7', 'test%42', '-a', 'a#b', 'a\\b', 'HEAD@v1@v2'],
])('%j is no reference', (text) => expect(parseReference(text)).toBeUndefined());

test('any text is a reference or not', () => {
  const part = fc.constantFrom('a', 'B1', ':', '@', '^', '~', '2', '/', '.', 'HEAD', '!', ' ');
  const text = fc.oneof(
    fc.array(part).map((parts) => parts.join('')),
    fc.string(),
  );
  fc.assert(fc.property(text, (text) => expect(parseReference(text)?.text ?? text).toBe(text)));
});

test('a megabyte of punctuation is no reference, and needs no backtracking to find out', () => {
  const texts = ['^', '~', 'a^', '@', ':', '/', '^1', 'a~1'].map((part) => part.repeat(500_000));
  expect(texts.map((text) => parseReference(text)).filter((reference) => reference !== undefined)).toHaveLength(2);
});
