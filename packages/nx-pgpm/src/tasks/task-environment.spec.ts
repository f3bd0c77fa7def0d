import { temporaryWorkspace, type TemporaryWorkspace } from '../../test/support/workspace.js';
import { taskEnvironment } from './task-environment.js';

let workspace: TemporaryWorkspace;
beforeEach(() => {
  workspace = temporaryWorkspace({ 'libs/a/pgpm.plan': '' });
});
afterEach(() => workspace.remove());

const environment = (): Promise<NodeJS.ProcessEnv> =>
  taskEnvironment(workspace.root, { projectRoot: 'libs/a', target: 'deploy', configuration: 'ci' }, (owner) =>
    Promise.resolve({ asked: Object.values(owner).join(' ') }),
  );

test.each(['environment', 'my.env', '.environment', 'libs/.env', '.env', '.env.local', '.local.env'])(
  '%s gives this task nothing that Nx has not read at its start',
  async (file) => {
    workspace.write({ [file]: '' });
    expect(await environment()).toBe(process.env);
  },
);

test.each([
  'libs/a/.env',
  'libs/a/.env.local',
  'libs/a/.deploy.env',
  '.env.deploy',
  '.env.ci.local',
  '.deploy.local.env',
])('because of %s Nx is asked', async (file) => {
  workspace.write({ [file]: '' });
  expect(await environment()).toEqual({ asked: 'libs/a deploy ci' });
});
