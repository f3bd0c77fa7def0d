import { groupTasks } from './groups.js';
import type { ModuleTask } from './module-task.js';

function task(id: string, options: object = {}, env: NodeJS.ProcessEnv = {}): ModuleTask<object> {
  return { id, dir: '', options, env, dependsOn: [] };
}

function ids(tasks: readonly ModuleTask<object>[]): readonly (readonly string[])[] {
  return groupTasks(tasks).map((group) => group.map(({ id }) => id));
}

test('tasks that want the same from the same server are one group', () => {
  const tasks = [
    task('a', { tx: 'run', wait: 1 }, { DATABASE_URL: 'x', PGUSER: 'u', HOME: '/a' }),
    task('b', { wait: 1, tx: 'run' }, { PGUSER: 'u', DATABASE_URL: 'x', HOME: '/b', PATH: '/' }),
  ];
  expect(ids(tasks)).toEqual([['a', 'b']]);
});

test('other options or another server make another group', () => {
  expect(ids([task('a'), task('b', { tx: 'run' }), task('c', {}, { PGHOST: 'x' }), task('d')])).toEqual([
    ['a', 'd'],
    ['b'],
    ['c'],
  ]);
});
