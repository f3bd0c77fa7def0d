import type { ExecutorContext, TaskGraph } from '@nx/devkit';
import type { BatchResult } from '../../src/tasks/executors.js';
import { batch as batchOf, executorContext } from './context.js';

type Executor<Options> = (options: Options, context: ExecutorContext) => Promise<{ success: boolean }>;

type BatchExecutor<Options> = (
  graph: TaskGraph,
  options: Record<string, Options>,
  overrides: unknown,
  context: ExecutorContext,
) => AsyncGenerator<BatchResult, void>;

/** Calls an executor as Nx does, in this process. */
export interface Runner<Options> {
  /** As `nx run <folder>:<verb> --no-batch` does; resolves with its success. */
  one(root: string, folder: string, options?: Partial<Options>): Promise<boolean>;
  /** As `nx run-many -t <verb>` does; resolves with `<task> <status>`, sorted. */
  many(root: string, folders: readonly string[], options?: Partial<Options>): Promise<readonly string[]>;
}

export function runner<Options>(
  verb: string,
  executor: Executor<Options>,
  batch: BatchExecutor<Options>,
  defaults: () => Options,
): Runner<Options> {
  return {
    one: async (root, folder, options = {}) => {
      const context = executorContext({ root, verb, folders: [folder] });
      return (await executor({ ...defaults(), ...options }, context)).success;
    },
    many: async (root, folders, options = {}) => {
      const caller = { root, verb, folders };
      const each = batchOf(caller, { ...defaults(), ...options });
      const outcomes: string[] = [];
      for await (const { task, result } of batch(each.graph, each.options, {}, executorContext(caller))) {
        outcomes.push(`${task} ${result.success ? 'success' : 'failure'}`);
      }
      return outcomes.sort();
    },
  };
}
