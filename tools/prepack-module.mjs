#!/usr/bin/env node
// The `prepack` script of every SQL module: makes the files of the extension, so that the npm package has them in `sql/`.
import { readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const usage = `usage: node tools/prepack-module.mjs

Run by npm in the folder of a module before it packs: writes the extension and the bundle to sql/.

  --help   this text`;

const require = createRequire(import.meta.url);
require('./sources.cjs');

async function main(folder) {
  const { isEngineError, moduleAt, openWorkspace, packageModule, renderError } = require('@pgpm/engine');
  try {
    const workspace = openWorkspace(folder);
    const { files } = await packageModule({ module: moduleAt(workspace, folder), root: workspace.root });
    // What an earlier version left there would be published, too.
    const others = readdirSync(join(folder, 'sql')).map((name) => join(folder, 'sql', name));
    for (const path of others.filter((other) => !files.includes(other))) rmSync(path);
  } catch (error) {
    console.error(isEngineError(error) ? renderError(error) : error);
    process.exitCode = 1;
  }
}

if (process.argv.includes('--help')) console.log(usage);
else await main(process.cwd());
