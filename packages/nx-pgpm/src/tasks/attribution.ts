import { isEngineError, problemsOf } from '@pgpm/engine';

/** What has to be known of a task to tell what an error means for it. */
export interface AttributedTask {
  readonly id: string;
  readonly module: { readonly name: string };
  readonly closure: ReadonlySet<string>;
  readonly dependsOn: readonly string[];
}

/** What the error of a run means for the tasks that were part of it. Each task is in exactly one list. */
export interface Verdict<Task> {
  readonly failed: readonly Task[];
  /** `because`: the module or the task that failed. */
  readonly skipped: readonly { readonly task: Task; readonly because: string }[];
  /** Their work is done, in spite of the error. */
  readonly passed: readonly Task[];
  /** Not concerned: they can be run without the others. */
  readonly left: readonly Task[];
}

/** These end the whole run, whichever change they happen to meet. */
const wholeRun = [
  'CANCELLED',
  'CONNECTION_LOST',
  'CONCURRENT_DEPLOY',
  'LOCKED',
  'LOCK_LOST',
  'CONFIRMATION_REQUIRED',
] as const;

/**
 * Tasks of the modules that the error names have failed; tasks that require those modules are skipped; the others are
 * not concerned. When the error names no module, or `atomic` is set, nobody goes on.
 */
export function attribute<Task extends AttributedTask>(
  error: unknown,
  tasks: readonly Task[],
  atomic: boolean,
): Verdict<Task> {
  const culprits = new Set(culpritsOf(error));
  const ownFailure = tasks.filter(({ module }) => culprits.has(module.name));
  const named = new Set(ownFailure.map(({ module }) => module.name));
  const failed = new Map(ownFailure.map((task) => [task.id, task]));
  // A broken module without a task of its own has nobody else to speak for it.
  for (const task of tasks) {
    if ([...task.closure].some((name) => culprits.has(name) && !named.has(name))) failed.set(task.id, task);
  }
  if (failed.size === 0) return { failed: tasks, skipped: [], passed: [], left: [] };

  const skipped = new Map<string, { readonly task: Task; readonly because: string }>();
  const [first] = failed.values();
  for (let before = -1; before < skipped.size;) {
    before = skipped.size;
    for (const task of tasks.filter(({ id }) => !failed.has(id) && !skipped.has(id))) {
      const because = reasonToSkip(task, named, failed, skipped) ?? (atomic ? first?.module.name : undefined);
      if (because !== undefined) skipped.set(task.id, { task, because });
    }
  }
  const rest = tasks.filter(({ id }) => !failed.has(id) && !skipped.has(id));
  const allWereTried = isEngineError(error, 'OPERATION_FAILED');
  return {
    failed: [...failed.values()],
    skipped: [...skipped.values()],
    passed: allWereTried ? rest : [],
    left: allWereTried ? [] : rest,
  };
}

function culpritsOf(error: unknown): readonly string[] {
  if (!isEngineError(error) || wholeRun.some((code) => isEngineError(error, code))) return [];
  const errors = problemsOf(error).filter(({ severity }) => severity === 'error');
  const modules = errors.flatMap(({ module }) => module ?? []);
  return modules.length < errors.length ? [] : modules;
}

function reasonToSkip(
  task: AttributedTask,
  modules: ReadonlySet<string>,
  failed: ReadonlyMap<string, unknown>,
  skipped: ReadonlyMap<string, unknown>,
): string | undefined {
  return (
    [...task.closure].find((name) => modules.has(name)) ??
    task.dependsOn.find((id) => failed.has(id) || skipped.has(id))
  );
}
