import type { Task, TaskGraph } from '@nx/devkit';
import { temporaryWorkspace, type TemporaryWorkspace } from '../../test/support/workspace.js';
import { batchTasks, dependencyIds, singleTask, type TaskContext } from './module-task.js';

let workspace: TemporaryWorkspace;
beforeEach(() => {
  workspace = temporaryWorkspace({ 'libs/a/pgpm.plan': '', 'libs/b/pgpm.plan': '' });
});
afterEach(() => workspace.remove());

function context(cache = false): TaskContext {
  const targets = {
    deploy: { executor: 'nx-pgpm:deploy', cache },
    package: { executor: 'nx-pgpm:package', cache: true },
  };
  return {
    root: workspace.root,
    projectsConfigurations: {
      version: 2,
      projects: { a: { root: 'libs/a', targets }, b: { root: 'libs/b', targets } },
    },
  };
}

function graph(edges: Record<string, string[]>, target = 'deploy'): TaskGraph {
  const tasks = Object.keys(edges).map((project) => {
    const id = `${project}:${target}`;
    const task: Task = { id, target: { project, target }, overrides: {}, outputs: [], cache: false, parallelism: true };
    return [id, task] as const;
  });
  const dependencies = Object.entries(edges).map(([project, to]) => [`${project}:${target}`, to] as const);
  return {
    roots: [],
    tasks: Object.fromEntries(tasks),
    dependencies: Object.fromEntries(dependencies),
    continuousDependencies: {},
  };
}

test('the edges of a task graph are ids up to Nx 23 and objects from Nx 24', () => {
  expect(dependencyIds(['a:deploy', 'b:deploy'])).toEqual(['a:deploy', 'b:deploy']);
  expect(dependencyIds([{ id: 'a:deploy' }, { id: 'b:deploy' }])).toEqual(['a:deploy', 'b:deploy']);
  expect(dependencyIds(undefined)).toEqual([]);
});

test('a batch becomes tasks, by id, with the dependencies among them', async () => {
  const options = { 'a:deploy': { tx: 'run' }, 'b:deploy': { tx: 'module' } };
  expect(await batchTasks(graph({ b: ['a:deploy', 'done:deploy'], a: [] }), options, context())).toEqual([
    { id: 'a:deploy', dir: `${workspace.root}/libs/a`, options: { tx: 'run' }, env: expect.any(Object), dependsOn: [] },
    {
      id: 'b:deploy',
      dir: `${workspace.root}/libs/b`,
      options: { tx: 'module' },
      env: expect.any(Object),
      dependsOn: ['a:deploy'],
    },
  ]);
});

test('a single task runs in the environment of its process', () => {
  const single = { ...context(), projectName: 'a', targetName: 'deploy', configurationName: 'ci' };
  expect(singleTask({ tx: 'run' }, single)).toEqual({
    id: 'a:deploy:ci',
    dir: `${workspace.root}/libs/a`,
    options: { tx: 'run' },
    env: process.env,
    dependsOn: [],
  });
});

test('a target that changes or reads a database must not be cached', async () => {
  const message = 'a:deploy must not be cached';
  const target = { executor: 'nx-pgpm:deploy', cache: true };
  expect(() => singleTask({}, { ...context(), projectName: 'a', targetName: 'deploy', target })).toThrow(message);
  await expect(batchTasks(graph({ a: [] }), { 'a:deploy': {} }, context(true))).rejects.toThrow(message);
  await expect(batchTasks(graph({ a: [] }, 'package'), { 'a:package': {} }, context())).resolves.toHaveLength(1);
});

test('a project or options that Nx does not know are bugs', async () => {
  expect(() => singleTask({}, { ...context(), projectName: 'z' })).toThrow('no project "z"');
  await expect(batchTasks(graph({ a: [] }), {}, context())).rejects.toThrow('no options for task a:deploy');
});
