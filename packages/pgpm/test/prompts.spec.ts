import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const child = join(__dirname, 'support/prompt-child.cjs');

/** A process of its own: the prompt library is an ES module, which jest cannot load. */
function ask(...question: readonly unknown[]): unknown {
  const { stdout, stderr } = spawnSync(process.execPath, [child, JSON.stringify(question)], { encoding: 'utf8' });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout);
}

const interrupted = false;

test.each([
  ['y', true],
  ['n', false],
  ['\r', false],
])('a question answered with %j is %s', (keys, answer) => {
  expect(ask('confirm', keys, true)).toEqual({ interrupted, answer });
});

test.each([
  ['what was typed', 'books\r', { answer: 'books' }],
  ['its preset', '\r', { answer: 'preset' }],
])('a text is %s', (_, keys, answer) => expect(ask('text', keys, true, 'preset')).toEqual({ interrupted, ...answer }));

test.each(['confirm', 'text'])('Ctrl-C in a %s is Ctrl-C', (kind) => {
  expect(ask(kind, '\u0003', true)).toEqual({ interrupted: true, code: 'CANCELLED' });
});

test('without a terminal nobody is asked', () => {
  expect([ask('confirm', 'y', false), ask('text', 'x\r', false)]).toEqual([
    { interrupted, answer: false },
    { interrupted },
  ]);
});
