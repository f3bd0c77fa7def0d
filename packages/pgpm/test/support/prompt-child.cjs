// Asks one question of a terminal at which somebody types as soon as it stands there. Prints the answer as JSON.
const { PassThrough } = require('node:stream');
const { createPrompts } = require('../../dist/terminal/prompts.js');

const [method, keys, isInteractive, ...rest] = JSON.parse(process.argv[2]);
const input = new PassThrough();
const output = new PassThrough();
output.once('data', () => setImmediate(() => input.write(keys)));
const prompts = createPrompts({ input, output, isInteractive, signal: new AbortController().signal });
prompts[method]('question', ...rest).then((answer) => process.stdout.write(JSON.stringify({ answer })));
