import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findModules } from './tree-modules.js';

const plan = '%syntax-version=1.0.0\n%project=core\n';

test.each([
  ['extensions', undefined],
  ['vendor/sql', '{ "extensionsDir": "vendor/sql" }'],
])('modules from npm are found in %s', async (folder, config) => {
  const tree = createTreeWithEmptyWorkspace();
  if (config !== undefined) tree.write('pgpm.json', config);
  tree.write(`${folder}/@acme/core/pgpm.plan`, plan);
  tree.write(`${folder}/@acme/core/core.control`, '');
  expect((await findModules(tree)).map(({ name }) => name)).toEqual(['core']);
});

test('nothing is looked for outside of the workspace', async () => {
  const outside = mkdtempSync(join(tmpdir(), 'pgpm-outside-'));
  try {
    mkdirSync(join(outside, 'core'));
    writeFileSync(join(outside, 'core/pgpm.plan'), plan);
    writeFileSync(join(outside, 'core/core.control'), '');
    const tree = createTreeWithEmptyWorkspace();
    tree.write('pgpm.json', JSON.stringify({ extensionsDir: `..${outside}` }));
    expect(await findModules(tree)).toEqual([]);
  } finally {
    rmSync(outside, { recursive: true });
  }
});
