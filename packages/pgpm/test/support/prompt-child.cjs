// Asks one question of a terminal at which somebody types as soon as it stands there. Prints the answer as JSON.
const { PassThrough } = require('node:stream');
require('../../../../tools/sources.cjs');
const { createPrompts } = require('../../src/terminal/prompts.ts');

const [method, keys, isInteractive, ...rest] = JSON.parse(process.argv[2]);
const input = new PassThrough();
const output = new PassThrough();
output.once('data', () => setImmediate(() => input.write(keys)));
const result = { interrupted: false };
const prompts = createPrompts({
  input,
  output,
  isInteractive,
  signal: new AbortController().signal,
  interrupt: () => {
    result.interrupted = true;
  },
});
prompts[method]('question', ...rest)
  .then(
    (answer) => ({ ...result, answer }),
    ({ code }) => ({ ...result, code }),
  )
  .then((all) => process.stdout.write(JSON.stringify(all)));
