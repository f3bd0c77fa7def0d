import { readJson, readNxJson, updateNxJson, type NxJsonConfiguration, type Tree } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { textsOf } from '../../../test/support/module-tree.js';
import registerSyncGenerator from './migration.js';

let tree: Tree;
beforeEach(() => {
  tree = createTreeWithEmptyWorkspace();
});

test('the page shows what it does', async () => {
  const page = readFileSync(join(__dirname, 'migration.md'), 'utf8');
  const shown = [...page.matchAll(/^```json\n(.+)\n```$/gm)].map(([, json]): unknown => JSON.parse(json ?? ''));
  const [before, after] = shown;
  tree.write('nx.json', JSON.stringify(before));
  await registerSyncGenerator(tree);
  expect(readJson(tree, 'nx.json')).toEqual(after);
  const texts = textsOf(tree);
  await registerSyncGenerator(tree);
  expect(textsOf(tree)).toEqual(texts);
});

test.each<readonly [string, NxJsonConfiguration]>([
  ['another workspace', { plugins: ['other'] }],
  ['one that has it', { plugins: ['nx-pgpm'], sync: { globalGenerators: ['nx-pgpm:sync'], applyChanges: true } }],
])('%s is left alone', async (_name, nxJson) => {
  updateNxJson(tree, nxJson);
  const texts = textsOf(tree);
  await registerSyncGenerator(tree);
  expect(textsOf(tree)).toEqual(texts);
});

test('what else is said about sync stays', async () => {
  const plugins = [{ plugin: 'nx-pgpm', options: { testTargetName: false } }];
  updateNxJson(tree, { plugins, sync: { globalGenerators: ['other:sync'], applyChanges: true } });
  await registerSyncGenerator(tree);
  expect(readNxJson(tree)).toMatchObject({
    plugins,
    sync: { globalGenerators: ['other:sync', 'nx-pgpm:sync'], applyChanges: true },
  });
});
