// For processes that tests start: lets plain Node run the sources, where `./x.js` means `x.ts`.
const nodeModule = require('node:module');
const { register } = require('@swc-node/register/register');

register({ module: 'commonjs', target: 'es2022' });
const original = nodeModule._resolveFilename;
nodeModule._resolveFilename = (request, parent, ...rest) => {
  const source = parent?.filename?.endsWith('.ts') ? request.replace(/^(\.{1,2}\/.*)\.js$/, '$1.ts') : request;
  return original(
    source.replace(/^@pgpm\/(engine|postgres)$/, `${__dirname}/../../../$1/src/index.ts`),
    parent,
    ...rest,
  );
};
