import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { chain, temporaryWorkspace } from '../test/support/workspace.js';
import * as plugin from './index.js';

test('the plugin offers what Nx asks for', () => {
  expect(plugin).toMatchObject({
    name: 'nx-pgpm',
    createNodes: ['**/pgpm.plan', expect.any(Function)],
    createDependencies: expect.any(Function),
  });
  expect(plugin.createNodesV2).toBe(plugin.createNodes);
});

test('a process that has created the graph has loaded no database driver and no devkit', () => {
  const workspace = temporaryWorkspace(chain);
  const plans = Object.keys(chain).filter((path) => path.endsWith('pgpm.plan'));
  const script = join(__dirname, '../test/support/loaded-drivers.cjs');
  const { stdout, stderr } = spawnSync(process.execPath, [script, workspace.root, ...plans], { encoding: 'utf8' });
  workspace.remove();
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual({
    nodes: 4,
    edges: 2,
    before: [],
    failure: 'CONNECTION_FAILED',
    // The same way of looking does see one that is loaded.
    after: expect.any(Number),
  });
  expect(JSON.parse(stdout)).not.toMatchObject({ after: 0 });
});
