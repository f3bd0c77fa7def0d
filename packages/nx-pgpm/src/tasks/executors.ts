import type { ExecutorContext, TaskGraph } from '@nx/devkit';
import { listenForInterrupts } from '@pgpm/engine';
import { batchOutputMode, type OutputMode } from '../report/output.js';
import { batchTasks, singleTask, type ModuleTask } from './module-task.js';
import type { TaskOutcome } from './outcome.js';
import type { RunContext } from './run-on-database.js';

/** Runs tasks, whatever the verb. */
export type RunTasks<Options> = (
  tasks: readonly ModuleTask<Options>[],
  context: RunContext,
) => AsyncGenerator<TaskOutcome, void>;

/** What a batch tells Nx about a task. Nx does not export its type. */
export interface BatchResult {
  readonly task: string;
  readonly result: { readonly success: boolean } & Pick<TaskOutcome, 'terminalOutput' | 'startTime' | 'endTime'>;
}

/** An executor for one project. */
export function executorOf<Options>(run: RunTasks<Options>) {
  return async (options: Options, context: ExecutorContext): Promise<{ success: boolean }> => {
    let success = true;
    for await (const { status } of interruptible(run, [singleTask(options, context)], context.root, 'live')) {
      success &&= status === 'success';
    }
    return { success };
  };
}

/**
 * The same executor for many projects at once.
 *
 * @param outputMode - how the environment of Nx wants output.
 */
export function batchExecutorOf<Options>(
  run: RunTasks<Options>,
  outputMode: (env: NodeJS.ProcessEnv) => OutputMode = batchOutputMode,
) {
  return async function* (
    taskGraph: TaskGraph,
    options: Readonly<Record<string, Options>>,
    _overrides: unknown,
    context: ExecutorContext,
  ): AsyncGenerator<BatchResult, void> {
    const tasks = await batchTasks(taskGraph, options, context);
    for await (const outcome of interruptible(run, tasks, context.root, outputMode(process.env))) {
      const { id, status, ...result } = outcome;
      // A skipped task is reported as failed: Nx 23 takes a run with a skipped one for interrupted, and exits with 130.
      yield { task: id, result: { ...result, success: status === 'success' } };
    }
  };
}

async function* interruptible<Options>(
  run: RunTasks<Options>,
  tasks: readonly ModuleTask<Options>[],
  root: string,
  outputMode: OutputMode,
): AsyncGenerator<TaskOutcome, void> {
  const interrupts = listenForInterrupts(process, (signal) => void process.kill(process.pid, signal));
  try {
    yield* run(tasks, { root, signal: interrupts.signal, outputMode });
  } finally {
    interrupts.release();
  }
}
