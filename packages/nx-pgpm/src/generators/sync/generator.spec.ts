import { brokenPlan } from '../../../test/support/workspace.js';
import { moduleTree, textsOf } from '../../../test/support/module-tree.js';
import { syncGenerator } from './generator.js';

const manifest = (name: string, version: string, dependencies?: Record<string, string>): string =>
  `${JSON.stringify({ name, version, dependencies }, null, 2)}\n`;

test('in a workspace that is in sync there is nothing to do, and nothing to tell', async () => {
  const tree = moduleTree();
  await syncGenerator(tree);
  const before = textsOf(tree);
  expect(await syncGenerator(tree)).toEqual({});
  expect(textsOf(tree)).toEqual(before);
});

test('what a plan requires gets into the control file, and from there into package.json', async () => {
  const tree = moduleTree({
    'libs/base/package.json': manifest('@shop/base', '1.0.0'),
    'libs/middle/package.json': manifest('@shop/middle', '1.0.0'),
    'libs/middle/pgpm-middle.control': "default_version = '1.0.0'\nrequires = 'plpgsql'\n",
  });
  const { outOfSyncMessage, outOfSyncDetails = [] } = await syncGenerator(tree);
  expect(outOfSyncMessage).toBe('SQL modules do not agree with their plans and versions.');
  expect(outOfSyncDetails).toEqual(
    expect.arrayContaining([
      'libs/middle/package.json: requirements',
      'libs/middle/pgpm-middle.control: requirements',
      expect.stringMatching(/^dependencies changed, so the lock file has to follow: \w+ install/),
    ]),
  );
  expect(tree.read('libs/middle/pgpm-middle.control', 'utf8')).toContain("requires = 'plpgsql,pgpm-base'");
  expect(tree.read('libs/middle/package.json', 'utf8')).toMatch(/"@shop\/base": "(workspace:)?\*"/);
  expect(await syncGenerator(tree)).toEqual({});
});

test('versions follow package.json', async () => {
  const tree = moduleTree({ 'libs/base/pgpm-base.control': "default_version = '1.0.0'\n" });
  await syncGenerator(tree);
  tree.write('libs/base/package.json', manifest('@app/base', '2.1.0'));
  expect(await syncGenerator(tree)).toMatchObject({ outOfSyncDetails: ['libs/base/pgpm-base.control: version'] });
  expect(tree.read('libs/base/pgpm-base.control', 'utf8')).toContain("default_version = '2.1.0'");
});

test('a module that a plan conflicts with is not required', async () => {
  const tree = moduleTree();
  await syncGenerator(tree);
  const plan = tree.read('libs/beside/pgpm.plan', 'utf8') ?? '';
  const control = tree.read('libs/beside/pgpm-beside.control', 'utf8');
  tree.write('libs/beside/pgpm.plan', `${plan}rival [!pgpm-top:four] 2026-01-01T00:00:00Z A <a@b.example>\n`);
  expect(await syncGenerator(tree)).toEqual({});
  expect(tree.read('libs/beside/pgpm-beside.control', 'utf8')).toBe(control);
});

test('a module that cannot be read is left alone, and the others are not', async () => {
  const tree = moduleTree({
    'libs/beside/pgpm.plan': brokenPlan,
    'libs/base/package.json': manifest('@shop/base', '3.0.0'),
    'libs/base/pgpm-base.control': "default_version = '1.0.0'\n",
    'libs/top/package.json': manifest('@shop/top', 'latest'),
  });
  const before = tree.read('libs/beside/pgpm.plan', 'utf8');
  const { outOfSyncDetails } = await syncGenerator(tree);
  expect(outOfSyncDetails).toContain('libs/base/pgpm-base.control: version');
  expect(tree.read('libs/beside/pgpm.plan', 'utf8')).toBe(before);
});
