import { matchesGlob, matchesSegment, parseGlobs } from './globs.js';

test.each([
  ['jobs', 'jobs', true],
  ['jobs', 'job', false],
  ['*', 'jobs', true],
  ['*', '.git', false],
  ['.*', '.git', true],
  ['pgpm-*', 'pgpm-jobs', true],
  ['pgpm-*', 'jobs', false],
  ['*-jobs', 'database-jobs', true],
  ['*o*s', 'jobs', true],
  ['j?bs', 'jobs', true],
  ['j?bs', 'jbs', false],
  ['a*', 'a', true],
  ['*a', 'b', false],
  ['', 'a', false],
])('segment %s and name %s: %s', (segment, name, expected) => expect(matchesSegment(segment, name)).toBe(expected));

test.each([
  ['libs/*', 'libs/jobs', true],
  ['libs/*', 'libs/jobs/sub', false],
  ['./libs//*/', 'libs/jobs', true],
  ['libs/**', 'libs/a/b/c', true],
  ['libs/**', 'libs', true],
  ['**/old', 'a/b/old', true],
  ['**/old', 'old', true],
  ['**/old/*', 'a/old/b/old/c', true],
  ['libs/*/x', 'libs/a/y', false],
  ['{libs,apps}/*', 'apps/a', true],
  ['{libs,apps}/*', 'tools/a', false],
  ['{libs/{a,b},c}', 'libs/b', true],
  ['{libs/{a,b},c}', 'c', true],
  ['{libs/{a,b},c}', 'libs/c', false],
  ['libs{,-old}/a', 'libs/a', true],
  ['libs/{a}', 'libs/{a}', true],
  ['libs/{a,b', 'libs/{a,b', true],
  ['{a,b}'.repeat(50), 'a'.repeat(50), false],
])('glob %s and path %s: %s', (glob, path, expected) => {
  expect(parseGlobs(glob).some(({ segments }) => matchesGlob(segments, path.split('/')))).toBe(expected);
});

test('an exclamation mark takes away', () => {
  expect(parseGlobs('!libs/{old,new}')).toEqual([
    { segments: ['libs', 'old'], negated: true },
    { segments: ['libs', 'new'], negated: true },
  ]);
});

test('many wildcards take no time to speak of', () => {
  expect(matchesSegment(`${'*a'.repeat(200)}b`, 'a'.repeat(2000))).toBe(false);
  expect(
    matchesGlob(
      Array.from({ length: 50 }, () => ['**', 'a'])
        .flat()
        .concat('b'),
      Array.from({ length: 500 }, () => 'a'),
    ),
  ).toBe(false);
});
