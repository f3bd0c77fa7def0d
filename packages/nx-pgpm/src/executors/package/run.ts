import { packageModule } from '@pgpm/engine';
import { renderError } from '@pgpm/engine/report';
import { readdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { RunReport } from '../../report/reporter.js';
import type { ModuleTask } from '../../tasks/module-task.js';
import type { TaskOutcome } from '../../tasks/outcome.js';
import { planTasks, type PlannedTask } from '../../tasks/planned-task.js';
import { RunLog } from '../../tasks/run-log.js';
import type { RunContext } from '../../tasks/run-on-database.js';
import type { PackageExecutorOptions } from './schema.js';

/** Below the project: ignored by git, so that writing it does not change the project that Nx has hashed. */
const outputFolder = 'dist/pgpm';

/** Packages modules one after the other. What fails stops only the tasks that Nx says depend on it. */
export async function* runPackage(
  tasks: readonly ModuleTask<PackageExecutorOptions>[],
  { root, outputMode }: RunContext,
): AsyncGenerator<TaskOutcome, void> {
  const [first] = tasks;
  if (first === undefined) return;
  const log = new RunLog('package', first.options.output, outputMode);
  const plan = yield* planTasks(root, tasks, 'module', log);
  let pending = plan?.planned ?? [];
  for (let task = nextTask(pending); task !== undefined; task = nextTask(pending)) {
    const { id } = task;
    try {
      yield* log.done([task], await packageOne(task, plan?.workspace.root ?? root));
      pending = pending.filter((other) => other.id !== id);
    } catch (error) {
      pending = yield* log.fail(error, pending, false);
    }
  }
}

/** The first task that waits for no other. In a cycle, which Nx refuses, simply the first. */
function nextTask<Task extends PlannedTask<unknown>>(pending: readonly Task[]): Task | undefined {
  const ids = new Set(pending.map(({ id }) => id));
  return pending.find(({ dependsOn }) => !dependsOn.some((id) => ids.has(id))) ?? pending[0];
}

async function packageOne({ module, dir }: PlannedTask<PackageExecutorOptions>, root: string): Promise<RunReport> {
  const outDir = join(dir, outputFolder);
  const result = await packageModule({ module, root, outDir });
  removeOthers(outDir, result.files);
  const files = result.files.map((file) => relative(root, file));
  const text = [...result.warnings.map(renderError), ...files].join('\n');
  return { result: { ...result, files }, summary: result.summary, text };
}

/** The folder is an output of the task: what an earlier version left there must not get into the cache. */
function removeOthers(outDir: string, files: readonly string[]): void {
  const others = readdirSync(outDir).map((name) => join(outDir, name));
  for (const path of others.filter((other) => !files.includes(other))) rmSync(path, { recursive: true });
}
