#!/usr/bin/env node
// Removes what builds and tests of the current package wrote. Run by `pnpm clean`.
import { existsSync, rmSync } from 'node:fs';

if (process.argv.includes('--help')) {
  console.log('usage: node tools/clean.mjs    (in a package: removes dist/ and coverage/)');
} else if (!existsSync('package.json')) {
  console.error('clean: run this in the folder of a package');
  process.exitCode = 2;
} else {
  for (const folder of ['dist', 'coverage']) rmSync(folder, { recursive: true, force: true });
}
