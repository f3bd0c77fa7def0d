import fc from 'fast-check';
import { parsePlan } from './parse.js';

const stamp = '2024-05-06T07:08:09Z';

test('any text is a plan with or without problems', () => {
  const part = fc.constantFrom(
    'a',
    '@v',
    '%project=',
    ' ',
    '[',
    ']',
    '!',
    '<',
    '>',
    '#',
    stamp,
    '\n',
    '\r\n',
    '\\n',
    ':',
    '+',
    '-',
  );
  const text = fc.oneof(
    fc.array(part, { maxLength: 40 }).map((parts) => parts.join('')),
    fc.string({ unit: 'binary' }),
  );
  fc.assert(
    fc.property(text, (text) => expect(parsePlan(text, 'p').plan.changes.every(({ name }) => name !== '')).toBe(true)),
  );
});

test.each(['a ', '[', 'a [b ', '<', `a ${stamp} `, '@', ' ', '\n', 'a\n', '%', '#', ']', 'a [!'])(
  'a megabyte of %j ends in problems, not in backtracking',
  (piece) => {
    const { plan, problems } = parsePlan(piece.repeat(2 ** 20 / piece.length), 'p');
    expect(plan.changes.length + problems.length).toBeGreaterThan(0);
  },
);
