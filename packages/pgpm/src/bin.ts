#!/usr/bin/env node
import { main } from './main.js';

// Whoever reads the output may have seen enough, as `head` has.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

void main(process.argv.slice(2), process).then((exitCode) => {
  process.exitCode = exitCode;
});
