import { memoryFiles, outcome, shopFiles, shopModules } from '../../test/support/memory-files.js';
import { thrown } from '../../test/support/thrown.js';
import { recordUpgrades } from './record-upgrades.js';

const lock = { path: 'pgpm-lock.json', text: '{}\n' };
const installed = [{ npmName: '@pgpm/types', name: 'pgpm-types', version: '2.0.0' }];

test('a version changes wherever it is written down, and nowhere else', () => {
  const files = memoryFiles({
    ...shopFiles,
    'pgpm.json': '{\n    "dependencies": { "@pgpm/types": "1.0.0", "@pgpm/verify": "1.0.0" }\n}\n',
    'modules/shop/package.json': '{ "name": "shop", "devDependencies": { "@pgpm/types": "^1.0.0" } }\n',
    'modules/base/package.json': '{ "name": "base", "dependencies": { "@pgpm/types": "workspace:*" } }\n',
  });
  const edits = outcome(recordUpgrades({ files, modules: shopModules, installed, lock }).edits);
  expect(Object.keys(edits).sort()).toEqual(['modules/shop/package.json', 'pgpm-lock.json', 'pgpm.json']);
  expect(JSON.parse(edits['pgpm.json'] ?? '')).toEqual({
    dependencies: { '@pgpm/types': '2.0.0', '@pgpm/verify': '1.0.0' },
  });
  expect(edits['modules/shop/package.json']).toContain('"@pgpm/types": "2.0.0"');
});

test('a file that cannot be read is not rewritten', () => {
  const files = memoryFiles({ ...shopFiles, 'pgpm.json': '{' });
  expect(thrown(() => recordUpgrades({ files, modules: shopModules, installed, lock }))).toMatchObject({
    code: 'CONFIG_PARSE_ERROR',
  });
});
