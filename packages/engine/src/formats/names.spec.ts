import { checkName, checkNewName, isReservedName } from './names.js';

test.each([
  'foo',
  '12',
  'foo_bar',
  'v1.2-1',
  '_hidden',
  'test_',
  '___',
  'été',
  'x,y',
  'a=b',
  'a!b',
  'a~b',
  'HEAD',
  'f'.repeat(40),
])('%s is a change and a tag', (name) => {
  expect(checkName(name, 'change')).toBeUndefined();
  expect(checkName(name, 'tag')).toBeUndefined();
});

test('only a change may lie in folders', () => {
  expect(checkName('a/b/c', 'change')).toBeUndefined();
  expect(checkName('a/b', 'tag')).toEqual({ rule: '"/" is not allowed in a tag', at: 1 });
});

test.each([
  ['', 0, 'it is empty'],
  ['+foo', 0, 'it begins with "+"'],
  ['-foo', 0, 'it begins with "-"'],
  ['.foo', 0, 'it begins with "."'],
  ['!foo', 0, 'it begins with "!"'],
  ['/foo', 0, 'it begins with "/"'],
  ['foo+', 3, 'it ends with "+"'],
  ['foo-', 3, 'it ends with "-"'],
  ['foo.', 3, 'it ends with "."'],
  ['foo!', 3, 'it ends with "!"'],
  ['foo/', 3, 'it ends with "/"'],
  ['foo:bar', 3, '":" is not allowed'],
  ['foo@bar', 3, '"@" is not allowed'],
  ['foo\\bar', 3, '"\\" is not allowed'],
  ['foo#bar', 3, '"#" is not allowed'],
  ['foo^6', 3, 'it ends with "^" and digits'],
  ['bar~9', 3, 'it ends with "~" and digits'],
  ['baz/3', 3, 'it ends with "/" and digits'],
  ['qux=7', 3, 'it ends with "=" and digits'],
  ['test%42', 4, 'it ends with "%" and digits'],
  ['foo bar', 3, 'blanks are not allowed'],
  ['foo\u00a0bar', 3, 'blanks are not allowed'],
  ['foo\0bar', 3, 'control characters are not allowed'],
  ['a//b', 2, 'it has an empty path segment'],
  ['a/../b', 2, '".." is not a folder'],
  ['a/./b', 2, '"." is not a folder'],
])('%j is no change', (name, at, rule) => expect(checkName(name, 'change')).toEqual({ rule, at }));

test.each('!"#$%&\'()*+,-./:;<=>?@[\\]^`{|}~'.split(''))('%s stands neither first nor last', (character) => {
  for (const type of ['change', 'tag'] as const) {
    expect(checkName(`${character}a`, type)).toBeDefined();
    expect(checkName(`a${character}`, type)).toBeDefined();
  }
});

test.each(['jobs', 'pgpm-jobs', 'db_meta', 'A1', '-'])('%s is a module', (name) =>
  expect(checkName(name, 'module')).toBeUndefined(),
);
test.each([
  ['a b', 1],
  ['a.b', 1],
  ['@pgpm/jobs', 0],
  ['été', 0],
  ['', 0],
])('%s is none', (name, at) => expect(checkName(name, 'module')).toMatchObject({ at }));

test.each(['HEAD', 'ROOT', 'a'.repeat(40), `${'0'.repeat(40)}x`])('%s is reserved', (name) =>
  expect(isReservedName(name)).toBe(true),
);
test.each(['head', 'HEADS', 'a'.repeat(39), `x${'a'.repeat(40)}`])('%s is free', (name) =>
  expect(isReservedName(name)).toBe(false),
);

test.each([
  ['change', 'a'.repeat(120), undefined],
  ['change', `x/${'ä'.repeat(61)}`, 2],
  ['change', `${'a/'.repeat(500)}b`, 1000],
  ['tag', 'v'.repeat(101), 0],
  ['module', 'm'.repeat(63), undefined],
  ['module', 'm'.repeat(64), 0],
  ['module', 'a--b', 1],
  ['module', 'a-', 1],
  ['module', '1a', 0],
  ['change', 'a b', 1],
] as const)('a new %s %s breaks a rule at %s', (type, name, at) => expect(checkNewName(name, type)?.at).toBe(at));
