#!/usr/bin/env node
// Copies what tsc does not emit (.sql, .d.ts, schema.json, templates) from src/ to dist/. Run by `build` of a package.
import { cpSync, existsSync, statSync } from 'node:fs';

const isAsset = (path) => statSync(path).isDirectory() || path.endsWith('.d.ts') || !path.endsWith('.ts');

if (process.argv.includes('--help')) {
  console.log('usage: node tools/copy-assets.mjs    (in a package: copies the assets of src/ to dist/)');
} else if (!existsSync('src') || !existsSync('package.json')) {
  console.error('copy-assets: run this in the folder of a package');
  process.exitCode = 2;
} else {
  cpSync('src', 'dist', { recursive: true, filter: isAsset });
}
