import { moduleAt, openWorkspace, sortModules, throwProblems, type Module, type Workspace } from '@pgpm/engine';
import { basename } from 'node:path';
import type { ModuleTask } from './module-task.js';
import type { TaskOutcome } from './outcome.js';
import type { RunLog } from './run-log.js';

/** A task whose module can be read. */
export interface PlannedTask<Options> extends ModuleTask<Options> {
  readonly module: Module;
  /** Names of the modules that the task works on: its own, and for most verbs all that it requires. */
  readonly closure: ReadonlySet<string>;
  /** Names of the extensions that those modules require. */
  readonly extensions: readonly string[];
}

/**
 * Finds the modules of tasks. Tasks that work on a module which cannot be read fail here, before any server is started
 * or connected to; they are yielded.
 *
 * @param scope - whether a task works on its module alone, or on all that it requires as well.
 * @returns the others, with the workspace; undefined when there are none.
 */
export function* planTasks<Options>(
  root: string,
  tasks: readonly ModuleTask<Options>[],
  scope: 'closure' | 'module',
  log: RunLog,
): Generator<TaskOutcome, { workspace: Workspace; planned: readonly PlannedTask<Options>[] } | undefined> {
  let workspace: Workspace;
  try {
    workspace = openWorkspace(root);
  } catch (error) {
    yield* log.fail(error, tasks.map(unplanned), false);
    return undefined;
  }
  const planned: PlannedTask<Options>[] = [];
  for (const task of tasks) {
    try {
      const module = moduleAt(workspace, task.dir);
      planned.push({ ...task, module, ...needsOf(scope, workspace, module) });
    } catch (error) {
      yield* log.fail(error, [unplanned(task)], false);
    }
  }
  let readable: readonly PlannedTask<Options>[] = planned;
  while (readable.length > 0) {
    try {
      refuseBrokenModules(workspace, scope, readable);
      return { workspace, planned: readable };
    } catch (error) {
      readable = yield* log.fail(error, readable, false);
    }
  }
  return undefined;
}

/** A task of which no more is known than its folder. */
function unplanned<Options>(task: ModuleTask<Options>): ModuleTask<Options> & {
  readonly module: { readonly name: string };
  readonly closure: ReadonlySet<string>;
} {
  return { ...task, module: { name: basename(task.dir) }, closure: new Set() };
}

function needsOf(
  scope: 'closure' | 'module',
  workspace: Workspace,
  module: Module,
): Pick<PlannedTask<unknown>, 'closure' | 'extensions'> {
  if (scope === 'module') return { closure: new Set([module.name]), extensions: [] };
  const { modules, extensions } = sortModules(workspace.modules, [module]);
  return { closure: new Set(modules.map(({ name }) => name)), extensions: [...extensions.keys()] };
}

/**
 * What reading the files has found wrong. A run would say the same, but later.
 *
 * @throws {EngineError} all errors at once.
 */
function refuseBrokenModules(
  workspace: Workspace,
  scope: 'closure' | 'module',
  tasks: readonly PlannedTask<unknown>[],
): void {
  const own = tasks.map(({ module }) => module);
  const closure = sortModules(workspace.modules, own);
  const modules = scope === 'module' ? own : closure.modules;
  const concerned = new Set(modules.map(({ name }) => name));
  throwProblems([
    ...workspace.problems.filter(({ module }) => module === undefined || concerned.has(module)),
    ...modules.flatMap(({ problems }) => problems),
    ...(scope === 'module' ? [] : closure.problems),
  ]);
}
