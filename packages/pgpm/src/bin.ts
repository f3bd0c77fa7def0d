#!/usr/bin/env node
import { exitCodes } from './cli/exit-codes.js';
import { main } from './main.js';

let isLost = false;

// Whoever reads the output may have seen enough, as `head` has; what was begun is finished all the same. A full disk has
// seen nothing: the exit code tells.
for (const [name, stream] of [
  ['stdout', process.stdout],
  ['stderr', process.stderr],
] as const) {
  stream.on('error', ({ code, message }: NodeJS.ErrnoException) => {
    if (code === 'EPIPE') return;
    if (name === 'stdout' && !isLost) process.stderr.write(`error FILE_SYSTEM: cannot write to stdout: ${message}\n`);
    isLost = true;
    process.exitCode = exitCodes.failure;
  });
}

void main(process.argv.slice(2), process).then((exitCode) => {
  process.exitCode = isLost ? exitCodes.failure : exitCode;
});
