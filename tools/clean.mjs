#!/usr/bin/env node
// Removes what builds and tests wrote: of the current package, or at the root of the workspace of all of them.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const written = ['dist', 'coverage'];

/** The folders of packages and modules, seen from the root of the workspace. */
function projects() {
  return ['packages', 'libs/modules'].flatMap((parent) => readdirSync(parent).map((name) => join(parent, name)));
}

if (process.argv.includes('--help')) {
  console.log(`usage: node tools/clean.mjs    (in a package or at the root: removes ${written.join('/ and ')}/)`);
} else if (!existsSync('package.json')) {
  console.error('clean: run this in the folder of a package, or at the root of the workspace');
  process.exitCode = 2;
} else {
  const folders = existsSync('pnpm-workspace.yaml') ? projects() : ['.'];
  for (const folder of folders) {
    for (const name of written) rmSync(join(folder, name), { recursive: true, force: true });
  }
}
