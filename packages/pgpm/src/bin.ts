#!/usr/bin/env node
import { main } from './main.js';

// Whoever reads the output may have seen enough, as `head` has; what was begun is finished all the same.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

void main(process.argv.slice(2), process).then((exitCode) => {
  process.exitCode = exitCode;
});
