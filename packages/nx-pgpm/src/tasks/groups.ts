import type { ModuleTask } from './module-task.js';

/** Variables that change where or how a run connects. */
const connectionVariable = /^(?:DATABASE_URL|PG[A-Z]+|PGPM_[A-Z_]+)$/;

/** Tasks that one call of the engine can serve: the same options, the same server. Groups and tasks keep their order. */
export function groupTasks<Task extends ModuleTask<object>>(tasks: readonly Task[]): readonly (readonly Task[])[] {
  const groups = new Map<string, Task[]>();
  for (const task of tasks) {
    const key = JSON.stringify([sorted(task.options), connectionOf(task.env)]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [task]);
    else group.push(task);
  }
  return [...groups.values()];
}

function connectionOf(env: NodeJS.ProcessEnv): unknown {
  return sorted(Object.fromEntries(Object.entries(env).filter(([name]) => connectionVariable.test(name))));
}

function sorted(value: object): unknown {
  return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
}
