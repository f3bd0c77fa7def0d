import { moduleTree, textsOf } from '../../../test/support/module-tree.js';
import { renameGenerator } from './generator.js';

test('a change is renamed wherever it is named', async () => {
  const tree = moduleTree();
  await renameGenerator(tree, { to: 'schemas/second', change: 'two', project: 'base' });
  expect(tree.read('libs/base/pgpm.plan', 'utf8')).toContain('\nschemas/second [one] ');
  expect(tree.read('libs/middle/pgpm.plan', 'utf8')).toContain('[pgpm-base:schemas/second]');
  expect(tree.read('libs/base/deploy/schemas/second.sql', 'utf8')).toContain('-- Deploy pgpm-base:schemas/second');
  expect(tree.exists('libs/base/verify/two.sql')).toBe(false);
});

test('a module is renamed wherever it is named', async () => {
  const tree = moduleTree();
  const bytes = Buffer.from([0x1f, 0x8b, 0xff]);
  tree.write('libs/base/sql/pgpm-base--1.0.0.bundle.tar.gz', bytes);
  await renameGenerator(tree, { to: 'ground', project: 'base', npmName: '@app/ground' });
  expect(tree.read('libs/base/pgpm.plan', 'utf8')).toContain('%project=ground\n');
  expect(tree.exists('libs/base/ground.control')).toBe(true);
  expect(tree.read('libs/base/package.json', 'utf8')).toContain('@app/ground');
  expect(tree.read('libs/middle/pgpm-middle.control', 'utf8')).toContain("requires = 'ground'");
  expect(tree.read('libs/base/sql/ground--1.0.0.bundle.tar.gz')?.equals(bytes)).toBe(true);
  expect(JSON.stringify(textsOf(tree))).not.toContain('pgpm-base');
});

test.each([
  ['a change that is none', { to: 'x', change: 'nothing' }, /RENAME_UNKNOWN_SOURCE/],
  ['a name that is taken', { to: 'one', change: 'two' }, /RENAME_COLLISION/],
  ['a name that leads out', { to: '../x', change: 'two' }, /INVALID_NAME/],
  ['a module that is there', { to: 'pgpm-top' }, /MODULE_EXISTS/],
  ['an npm name for a change', { to: 'x', change: 'two', npmName: 'x' }, /a change has no npm name/],
])('%s is refused, and nothing is written', async (_, options, message) => {
  const tree = moduleTree();
  const before = textsOf(tree);
  await expect(renameGenerator(tree, { project: 'base', ...options })).rejects.toThrow(message);
  expect(textsOf(tree)).toEqual(before);
});
