import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import { textsOf } from '../../../test/support/module-tree.js';
import { presetGenerator } from './generator.js';

test('a new workspace has a module with a schema and a table', async () => {
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  const tree = createTreeWithEmptyWorkspace();
  await presetGenerator(tree, { name: 'shop', module: 'app' });
  expect(Object.keys(textsOf(tree))).toEqual(
    expect.arrayContaining([
      'pgpm.json',
      'packages/app/pgpm.plan',
      'packages/app/deploy/schemas/app/schema.sql',
      'packages/app/verify/schemas/app/tables/notes/table.sql',
    ]),
  );
});
