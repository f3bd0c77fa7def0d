// Lets plain Node run the packages of this repository from their sources: for Nx, chores, and processes that tests start.
const nodeModule = require('node:module');
const { join } = require('node:path');
const { transformSync } = require('@swc/core');
const { addHook } = require('pirates');
const options = require('./swc-options.cjs');

const compile = (code, filename) => transformSync(code, { ...options, filename, swcrc: false }).code;
addHook(compile, { exts: ['.ts'] });
process.setSourceMapsEnabled(true);

// In a source, `./x.js` means `x.ts`; and a package means its source.
const packages = join(__dirname, '../packages');
const original = nodeModule._resolveFilename;
nodeModule._resolveFilename = (request, parent, ...rest) => {
  const source = parent?.filename?.endsWith('.ts') ? request.replace(/^(\.{1,2}\/.*)\.js$/, '$1.ts') : request;
  return original(
    source
      .replace(/^@pgpm\/(engine|postgres|testing)$/, join(packages, '$1/src/index.ts'))
      .replace(/^@pgpm\/engine\/parse$/, join(packages, 'engine/src/parse.ts'))
      .replace(/^@pgpm\/engine\/report$/, join(packages, 'engine/src/report/index.ts')),
    parent,
    ...rest,
  );
};
