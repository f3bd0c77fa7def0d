// Lets plain Node load the packages from their sources, where `./x.js` means `x.ts`: for chores that nothing is built for.
const nodeModule = require('node:module');
const { join } = require('node:path');
const { register } = require('@swc-node/register/register');

register({ module: 'commonjs', target: 'es2022', esModuleInterop: true });
const original = nodeModule._resolveFilename;
nodeModule._resolveFilename = (request, parent, ...rest) => {
  const source = parent?.filename?.endsWith('.ts') ? request.replace(/^(\.{1,2}\/.*)\.js$/, '$1.ts') : request;
  return original(
    source
      .replace(/^@pgpm\/(engine|postgres|testing)$/, join(__dirname, '../packages/$1/src/index.ts'))
      .replace(/^@pgpm\/engine\/parse$/, join(__dirname, '../packages/engine/src/parse.ts')),
    parent,
    ...rest,
  );
};
