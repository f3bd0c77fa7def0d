import fc from 'fast-check';
import { parsePlan } from './parse.js';

const stamp = '2024-05-06T07:08:09Z';
const who = `${stamp} Ada Lovelace <ada@example.org>`;

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

/** The shortest of three runs, in milliseconds. */
function timeOf(run: () => unknown): number {
  const times = [1, 2, 3].map(() => {
    const started = performance.now();
    run();
    return performance.now() - started;
  });
  return Math.min(...times);
}

test('takes time in proportion to the text, whatever it holds', () => {
  const plan = (size: number): string =>
    '%project=app\n\n' +
    Array.from({ length: size }, (_, n) => `schemas/app/table${n} [schemas/app/table${n - 1}] ${who} # note`).join(
      '\n',
    );
  const [small, large] = [plan(2000), plan(20_000)];
  const ordinary = timeOf(() => parsePlan(small, 'p'));
  expect(timeOf(() => parsePlan(large, 'p'))).toBeLessThan(30 * ordinary + 20);
  for (const piece of ['a ', '[', 'a [b ', '<', `a ${stamp} `, '@', ' ', '\n', 'a\n', '%', '#', ']', 'a [!']) {
    const hostile = piece.repeat(small.length / piece.length);
    expect(timeOf(() => parsePlan(hostile, 'p'))).toBeLessThan(50 * ordinary + 50);
  }
});
