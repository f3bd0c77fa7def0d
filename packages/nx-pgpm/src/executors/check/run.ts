import { check, throwFindings, type CheckResult, type Workspace } from '@pgpm/engine';
import { createScratchDatabase, findDatabase } from '@pgpm/postgres';
import type { RunReport } from '../../report/reporter.js';
import { groupTasks } from '../../tasks/groups.js';
import type { ModuleTask } from '../../tasks/module-task.js';
import type { TaskOutcome } from '../../tasks/outcome.js';
import { planTasks, type PlannedTask } from '../../tasks/planned-task.js';
import { RunLog } from '../../tasks/run-log.js';
import type { RunContext } from '../../tasks/run-on-database.js';
import { reportOf, writeResult } from './result.js';
import type { CheckExecutorOptions } from './schema.js';

/** Checks modules one after the other, each on a scratch database of its own. */
export async function* runCheck(
  tasks: readonly ModuleTask<CheckExecutorOptions>[],
  context: RunContext,
): AsyncGenerator<TaskOutcome, void> {
  for (const group of groupTasks(tasks)) yield* runGroup(group, context);
}

async function* runGroup(
  tasks: readonly ModuleTask<CheckExecutorOptions>[],
  { root, outputMode, signal }: RunContext,
): AsyncGenerator<TaskOutcome, void> {
  const [first] = tasks;
  if (first === undefined) return;
  const newLog = (): RunLog => new RunLog('check', first.options.output, outputMode);
  const plan = yield* planTasks(root, tasks, 'closure', newLog());
  if (plan === undefined) return;
  for (const task of plan.planned) {
    const log = newLog();
    let report: RunReport | undefined;
    try {
      const result = await checkOne(task, plan.workspace, log, signal);
      writeResult(task, result);
      report = reportOf(task, result);
      throwFindings(result);
      yield* log.done([task], report);
    } catch (error) {
      yield* log.fail(error, [task], false, report);
    }
  }
}

async function checkOne(
  { options, env, module, extensions }: PlannedTask<CheckExecutorOptions>,
  workspace: Workspace,
  log: RunLog,
  signal: AbortSignal,
): Promise<CheckResult> {
  const onWaiting = (seconds: number): void => log.waiting(seconds);
  const place = { url: options.url, cwd: workspace.root, env, cluster: 'test', extensions, onWaiting } as const;
  const scratch = async () => {
    const server = await findDatabase(place);
    const database = await createScratchDatabase(server, module.name);
    log.foundScratch(module.name, server, database.serverVersion);
    return database;
  };
  return check({ workspace, target: module.name, from: options.from, scratch, signal });
}
