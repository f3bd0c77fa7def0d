import { base, memoryFiles, outcome, shop, shopFiles, shopModules } from '../../test/support/memory-files.js';
import { missingModules, recordModules } from './record-modules.js';

const files = memoryFiles(shopFiles);
const lock = { path: 'pgpm-lock.json', text: '{}\n' };
const types = { npmName: '@pgpm/types', name: 'pgpm-types', version: '0.16.0' };
const common = { files, modules: shopModules, installed: [types], extensionsDir: 'extensions', lock };

test('a module requires what was installed for it, in the exact version', () => {
  const edits = outcome(recordModules({ ...common, module: shop }).edits);
  expect(edits['modules/shop/shop.control']).toContain("requires = 'base,pgpm-types'\n");
  expect(edits['modules/shop/package.json']).toContain('"@pgpm/types": "0.16.0"');
  expect(edits['pgpm-lock.json']).toBe('{}\n');
});

test('the version of what is required already follows', () => {
  const edits = outcome(recordModules({ ...common, module: shop, installed: [{ ...types, npmName: 'left' }] }).edits);
  expect(edits['modules/shop/package.json']).toContain('"left": "0.16.0"');
});

test('a workspace lists it in its configuration', () => {
  expect(outcome(recordModules({ ...common, module: undefined }).edits)).toEqual({
    'pgpm.json': '{ "packages": ["modules/*"], "dependencies": { "@pgpm/types": "0.16.0" } }\n',
    'pgpm-lock.json': '{}\n',
  });
});

test('missing is what is required and not at hand', () => {
  expect(missingModules({ files, module: shop, modules: shopModules })).toEqual([]);
  const bare = memoryFiles({
    ...shopFiles,
    'modules/shop/shop.control': "requires = 'citext,pgpm-types,metaschema-schema,base'\n",
  });
  expect(missingModules({ files: bare, module: shop, modules: [base] })).toEqual([
    { npmName: '@pgpm/types', version: undefined },
    { npmName: '@pgpm/metaschema-schema', version: undefined },
  ]);
  const listed = memoryFiles({ 'pgpm.json': '{ "dependencies": { "@pgpm/types": "0.16.0", "@app/base": "1.0.0" } }' });
  expect(missingModules({ files: listed, module: undefined, modules: shopModules })).toEqual([
    { npmName: '@pgpm/types', version: '0.16.0' },
  ]);
});
