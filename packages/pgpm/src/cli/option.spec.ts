import { CliError } from './failures.js';
import { choice, count, duration, flag, list, prose, switchedOn, text, type Option } from './option.js';

test.each<[Option<unknown>, string, readonly (readonly [raw: unknown, value: unknown])[]]>([
  [
    text('--to <x>', ''),
    'to',
    [
      [undefined, undefined],
      ['a', 'a'],
    ],
  ],
  [
    flag('log-only', ''),
    'logOnly',
    [
      [undefined, false],
      [true, true],
    ],
  ],
  [
    switchedOn('use-plan', ''),
    'usePlan',
    [
      [undefined, true],
      [false, false],
    ],
  ],
  [
    count('--wait <s>', 60, ''),
    'wait',
    [
      [undefined, 60],
      ['0', 0],
    ],
  ],
  [
    choice('--tx [s]', ['run', 'module'], ''),
    'tx',
    [
      [undefined, undefined],
      ['run', 'run'],
    ],
  ],
  [
    list('--requires <r>', ''),
    'requires',
    [
      [undefined, []],
      [
        ['a,b', 'c'],
        ['a,b', 'c'],
      ],
    ],
  ],
  [
    list('--add <names>', '', { split: true }),
    'add',
    [
      [undefined, []],
      [
        ['a, b,', 'c'],
        ['a', 'b', 'c'],
      ],
    ],
  ],
])('option %# is kept under its key and has a value without being given', (option, key, values) => {
  expect(option.key).toBe(key);
  for (const [raw, value] of values) expect(option.read(raw)).toEqual(value);
});

test.each<[Option<unknown>, unknown]>([
  [text('--url <x>', ''), ''],
  [text('--url <x>', ''), ' '],
  [list('--package <x>', ''), ['shop', '']],
  [list('--set <names>', '', { split: true }), ['']],
])('an empty value is not taken for none', (option, raw) => expect(() => option.read(raw)).toThrow('empty'));

test('a note may be empty', () => expect(prose('--note <x>', '').read('')).toBe(''));

test.each([
  ['500', 500],
  ['500ms', 500],
  ['2s', 2000],
  ['5min', 300_000],
  [undefined, undefined],
])('%j is so many milliseconds', (raw, ms) => expect(duration('--x <ms>', '').read(raw)).toBe(ms));

test.each(['', '2h', '-1', '1.5s', 's', ' 1', '2147483648', '35792min', '99999999999999'])(
  '%j is no duration',
  (raw) => {
    expect(() => duration('--x <ms>', '').read(raw)).toThrow(CliError);
  },
);

test.each(['', '-1', '1.5', 'soon', '9999999999'])('%j is no number of seconds', (raw) => {
  expect(() => count('--wait <s>', 60, '').read(raw)).toThrow(CliError);
});
