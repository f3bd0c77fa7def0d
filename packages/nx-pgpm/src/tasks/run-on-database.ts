import type { RunEvent, Workspace } from '@pgpm/engine';
import { findDatabase, isServedByWasm, type Database } from '@pgpm/postgres';
import type { OutputMode } from '../report/output.js';
import type { DatabaseCommand, DatabaseOptions } from './database-command.js';
import { groupTasks } from './groups.js';
import type { ModuleTask } from './module-task.js';
import type { TaskOutcome } from './outcome.js';
import { confirmProduction } from './production.js';
import { planTasks, type PlannedTask } from './planned-task.js';
import { RunLog } from './run-log.js';

export interface RunContext {
  /** The root of the Nx workspace. */
  readonly root: string;
  readonly signal: AbortSignal;
  readonly outputMode: OutputMode;
}

/**
 * Runs one verb for some modules: one call of the engine, with one connection and one lock, for all tasks that want
 * the same from the same database. When a module fails, the modules that have nothing to do with it are run without it.
 * Yields each task exactly once.
 *
 * @throws only what no user can cause.
 */
export async function* runOnDatabase<Options extends DatabaseOptions>(
  command: DatabaseCommand<Options>,
  tasks: readonly ModuleTask<Options>[],
  context: RunContext,
): AsyncGenerator<TaskOutcome, void> {
  for (const group of groupTasks(tasks)) yield* runGroup(command, group, context);
}

async function* runGroup<Options extends DatabaseOptions>(
  command: DatabaseCommand<Options>,
  tasks: readonly ModuleTask<Options>[],
  context: RunContext,
): AsyncGenerator<TaskOutcome, void> {
  const [first] = tasks;
  if (first === undefined) return;
  const log = new RunLog(command.operation, first.options.output, context.outputMode);
  const plan = yield* planTasks(context.root, tasks, 'closure', log);
  if (plan === undefined) return;
  for (const planned of splitByServer(plan.workspace, plan.planned)) {
    yield* runPlanned(command, plan.workspace, planned, log, context);
  }
}

/** Modules whose extensions the embedded server lacks are on another one, with all that they require. */
function splitByServer<Options extends DatabaseOptions>(
  { config }: Workspace,
  tasks: readonly PlannedTask<Options>[],
): readonly (readonly PlannedTask<Options>[])[] {
  const isInWasm = ({ options: { url }, env, extensions }: PlannedTask<Options>): boolean =>
    isServedByWasm({ url, configured: config.pg, env, extensions });
  return [tasks.filter((task) => !isInWasm(task)), tasks.filter(isInWasm)];
}

async function* runPlanned<Options extends DatabaseOptions>(
  command: DatabaseCommand<Options>,
  workspace: Workspace,
  tasks: readonly PlannedTask<Options>[],
  log: RunLog,
  { signal }: RunContext,
): AsyncGenerator<TaskOutcome, void> {
  const [first] = tasks;
  if (first === undefined) return;
  const { options, env } = first;
  const extensions = tasks.flatMap((task) => task.extensions);
  let planned = tasks;
  let database: Database | undefined;
  while (planned.length > 0) {
    const targets = planned.map(({ module: { name } }) => (options.to === undefined ? name : `${name}:${options.to}`));
    try {
      if (database === undefined) {
        const { url, database: name } = options;
        const { pg: configured } = workspace.config;
        const onWaiting = (seconds: number): void => log.waiting(seconds);
        database = await findDatabase({
          ...{ url, database: name, configured, extensions },
          ...{ cwd: workspace.root, env, onWaiting },
        });
        log.found(database);
        await confirmProduction(command.operation, options, database);
      }
      const onEvent = (event: RunEvent): void => log.event(event);
      const request = { workspace, targets, recursive: options.recursive, database, onEvent, signal };
      yield* log.done(planned, await command.run(request, options));
      return;
    } catch (error) {
      planned = yield* log.fail(error, planned, command.isAtomic(options));
    }
  }
}
