import { CliError } from './failures.js';
import { choice, count, flag, list, switchedOn, text, type Option } from './option.js';

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

test.each(['', '-1', '1.5', 'soon', '9999999999'])('%j is no number of seconds', (raw) => {
  expect(() => count('--wait <s>', 60, '').read(raw)).toThrow(CliError);
});
