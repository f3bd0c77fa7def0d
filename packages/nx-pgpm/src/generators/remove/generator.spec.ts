import { moduleTree, textsOf } from '../../../test/support/module-tree.js';
import { removeGenerator } from './generator.js';

test('the end of a plan goes, with its scripts', async () => {
  const tree = moduleTree({ 'libs/top/test/top.spec.ts': '' });
  await removeGenerator(tree, { from: 'four', project: 'top', all: false });
  expect(tree.read('libs/top/pgpm.plan', 'utf8')).not.toContain('four');
  expect(Object.keys(textsOf(tree, 'libs/top')).filter((path) => path.endsWith('.sql'))).toEqual([]);
});

test('a module goes, with its folder and its entry in pgpm.json', async () => {
  const tree = moduleTree({ 'pgpm.json': '{ "packages": ["libs/base", "libs/beside"] }' });
  await removeGenerator(tree, { project: 'beside', all: true });
  expect(textsOf(tree, 'libs/beside')).toEqual({});
  expect(JSON.parse(tree.read('pgpm.json', 'utf8') ?? '')).toEqual({ packages: ['libs/base'] });
  expect(tree.exists('libs/base/pgpm.plan')).toBe(true);
});

test.each([
  ['a change that another module requires', { from: 'two', all: false }, /STILL_REQUIRED[^]*pgpm-middle:three/],
  ['a module that another one requires', { all: true }, /STILL_REQUIRED: pgpm-base is required by pgpm-middle/],
  ['a change that is none', { from: 'nothing', all: false }, /CHANGE_NOT_FOUND/],
  ['nothing at all', { all: false }, /not clear what to remove/],
  ['both', { from: 'two', all: true }, /not clear what to remove/],
])('%s is refused, and nothing is written', async (_, options, message) => {
  const tree = moduleTree();
  const before = textsOf(tree);
  await expect(removeGenerator(tree, { project: 'base', ...options })).rejects.toThrow(message);
  expect(textsOf(tree)).toEqual(before);
});
