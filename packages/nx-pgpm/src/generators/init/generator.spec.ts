import { readJson, type Tree } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import { textsOf } from '../../../test/support/module-tree.js';
import { initGenerator } from './generator.js';

const options = { skipPackageJson: false, keepExistingVersions: true, skipFormat: true };
let tree: Tree;
beforeEach(() => {
  tree = createTreeWithEmptyWorkspace();
});

test('an empty workspace is ready for modules', async () => {
  await initGenerator(tree, { ...options, packages: ['db/*'] });
  expect(readJson(tree, 'nx.json')).toMatchObject({
    plugins: ['nx-pgpm'],
    sync: { globalGenerators: ['nx-pgpm:sync'] },
  });
  expect(readJson(tree, 'pgpm.json')).toEqual({ packages: ['db/*'] });
  expect(readJson(tree, 'package.json')).toMatchObject({
    devDependencies: { 'nx-pgpm': '0.1.0', '@nx/devkit': expect.stringMatching(/^\d+\./) },
  });
  expect(tree.read('.gitignore', 'utf8')?.split('\n')).toEqual(
    expect.arrayContaining(['node_modules/', '.pgpm/', '.nx/', 'dist/']),
  );
  expect(tree.read('.gitattributes', 'utf8')).toBe('*.sql text eol=lf\n');
});

test('the second time nothing changes', async () => {
  await initGenerator(tree, options);
  const before = textsOf(tree);
  await initGenerator(tree, { ...options, packages: ['other/*'] });
  expect(textsOf(tree)).toEqual(before);
});

test('what is there stays as it is', async () => {
  const nxJson = {
    plugins: [{ plugin: 'nx-pgpm', options: { testTargetName: false } }, 'other'],
    defaultBase: 'trunk',
    sync: { globalGenerators: ['other:sync', 'nx-pgpm:sync'] },
  };
  tree.write('nx.json', JSON.stringify(nxJson));
  tree.write('pgpm.json', '{"packages":["libs/modules/*"]}');
  tree.write('package.json', '{"devDependencies":{"nx-pgpm":"file:x.tgz"}}');
  tree.write('.gitignore', '/dist\n.pgpm\nnode_modules');
  await initGenerator(tree, options);
  expect(readJson(tree, 'nx.json')).toEqual(nxJson);
  expect(tree.read('pgpm.json', 'utf8')).toBe('{"packages":["libs/modules/*"]}');
  expect(readJson(tree, 'package.json')).toMatchObject({ devDependencies: { 'nx-pgpm': 'file:x.tgz' } });
  expect(tree.read('.gitignore', 'utf8')).toBe('/dist\n.pgpm\nnode_modules\n.nx/\n');
});

test('package.json is left alone where that is asked', async () => {
  const before = tree.read('package.json', 'utf8');
  await initGenerator(tree, { ...options, skipPackageJson: true });
  expect(tree.read('package.json', 'utf8')).toBe(before);
});
