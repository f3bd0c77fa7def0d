import { TemporaryWorkspace } from './support/workspace.js';
import { findPlanner, readAttribution } from '../src/authoring/index.js';

let workspace: TemporaryWorkspace;
beforeEach(() => {
  workspace = new TemporaryWorkspace({});
});
afterEach(() => workspace.remove());

const now = (): Date => new Date('2026-03-04T05:06:07.890+02:00');

function read(gitconfig: string | undefined, env: Readonly<Record<string, string>> = {}) {
  if (gitconfig !== undefined) workspace.write('gitconfig', gitconfig);
  const { PATH } = process.env;
  const git = { GIT_CONFIG_GLOBAL: `${workspace.root}/gitconfig`, GIT_CONFIG_NOSYSTEM: '1' };
  return readAttribution({ cwd: workspace.root, env: { PATH, USER: 'ann', ...git, ...env }, now });
}

test('the person is the one that git knows, the time is in whole seconds, UTC', () => {
  expect(read('[user]\nname = Ada Lovelace\nemail = ada@example.org\n')).toEqual({
    timestamp: '2026-03-04T03:06:07Z',
    planner: 'Ada Lovelace',
    email: 'ada@example.org',
  });
});

test('who has told who it is is known', () => {
  const { PATH } = process.env;
  workspace.write('gitconfig', '[user]\nname = Ada\n');
  const git = { PATH, USER: 'ann', GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: `${workspace.root}/gitconfig` };
  const find = (env: Record<string, string | undefined>, planner?: { name?: string; email?: string }) =>
    findPlanner({ cwd: workspace.root, env, planner });
  expect(find(git, { email: 'grace@example.org' })).toEqual({
    planner: 'Ada',
    email: 'grace@example.org',
    source: 'configuration',
  });
  expect(find(git)).toEqual({ planner: 'Ada', email: 'ann@localhost', source: 'git' });
  expect(find({ USER: 'ann', PATH: '/none' })).toMatchObject({ planner: 'ann', source: 'environment' });
});

test('without git it is the user of the system', () => {
  expect(read(undefined, { PATH: '/none' })).toMatchObject({ planner: 'ann', email: 'ann@localhost' });
});

test.each(['<>', '<', '#', ' > '])('a name of which a plan could keep nothing is none: %s', (name) => {
  const gitconfig = `[user]\nname = "${name}"\nemail = "<>"\n`;
  expect(read(gitconfig)).toMatchObject({ planner: 'ann', email: 'ann@localhost' });
  expect(read(gitconfig, { USER: '<>' })).toMatchObject({ planner: 'unknown', email: 'unknown@localhost' });
});

test('PGPM_FROZEN_TIME stands still', () => {
  expect(read('', { PGPM_FROZEN_TIME: '2020-01-02' }).timestamp).toBe('2020-01-02T00:00:00Z');
  for (const time of ['2024-02-30', '2023-02-29T12:00:00Z', 'yesterday', '+010000-01-01', '-000001-01-01']) {
    expect(() => read('', { PGPM_FROZEN_TIME: time })).toThrow(RangeError);
  }
});
