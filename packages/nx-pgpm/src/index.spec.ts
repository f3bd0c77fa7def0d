import { chain, temporaryWorkspace } from '../test/support/workspace.js';

jest.mock('pg', () => {
  throw new Error('creating the graph must not load a database driver');
});

test('the plugin offers what Nx asks for, and creates the graph without a database driver', async () => {
  const plugin = await import('./index.js');
  expect(plugin).toMatchObject({
    name: 'nx-pgpm',
    createNodes: ['**/pgpm.plan', expect.any(Function)],
    createDependencies: expect.any(Function),
  });
  expect(plugin.createNodesV2).toBe(plugin.createNodes);

  const workspace = temporaryWorkspace(chain);
  const context = { workspaceRoot: workspace.root, nxJsonConfiguration: {} };
  expect(await plugin.createNodes[1](['libs/base/pgpm.plan'], undefined, context)).toHaveLength(1);
  workspace.remove();
});
