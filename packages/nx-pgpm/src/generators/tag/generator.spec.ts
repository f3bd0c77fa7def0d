import { moduleTree } from '../../../test/support/module-tree.js';
import { tagGenerator } from './generator.js';

test('a tag stands behind its change', async () => {
  const tree = moduleTree();
  await tagGenerator(tree, { name: '@v1', project: 'base', change: 'one', note: 'first' });
  await tagGenerator(tree, { name: 'v2', project: 'base' });
  const lines = (tree.read('libs/base/pgpm.plan', 'utf8') ?? '')
    .split('\n')
    .slice(4)
    .map((line) => line.split(' ')[0]);
  expect(lines).toEqual(['one', '@v1', 'two', '@v2', '']);
});

test('a tag that is there is refused', async () => {
  const tree = moduleTree();
  await tagGenerator(tree, { name: 'v1', project: 'base' });
  await expect(tagGenerator(tree, { name: 'v1', project: 'base' })).rejects.toThrow(/TAG_EXISTS/);
});

test('a line is by whom pgpm.json names', async () => {
  const planner = 'Ada Lovelace <ada@example.org>';
  const tree = moduleTree({ 'pgpm.json': JSON.stringify({ packages: ['libs/*'], planner }) });
  await tagGenerator(tree, { name: 'v1', project: 'base' });
  expect(tree.read('libs/base/pgpm.plan', 'utf8')).toMatch(/^@v1 \S+ Ada Lovelace <ada@example\.org>$/m);
});
