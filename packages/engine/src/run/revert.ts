import { EngineError, isEngineError, throwProblems } from '../errors/index.js';
import { readChanges, readRequirements, recordReverted, type Session } from '../store/index.js';
import { ScriptReader } from '../workspace/index.js';
import type { OnEvent } from './events.js';
import { Executor, type ChangeOutcome } from './execute.js';
import { dropExtensions } from './extensions.js';
import { groupSteps, refuseWithoutTransaction } from './groups.js';
import { recordFailure } from './history.js';
import { withLockedSession } from './open.js';
import type { TransactionScope, WriteOptions } from './options.js';
import { planRevert, type RevertPlan } from './revert-plan.js';
import { selectModules } from './selection.js';
import { counted } from './words.js';

export interface RevertOptions extends WriteOptions {
  /** How much one transaction holds. Default: `run`. */
  readonly tx?: TransactionScope | undefined;
  /** Needed with `targets: 'all'`: reverting a whole workspace must be meant. */
  readonly all?: boolean | undefined;
  /** Also drop the extensions that the reverted modules name, where nothing else needs them. Default: `false`. */
  readonly dropExtensions?: boolean | undefined;
  /** Asked with the changes to revert, `module:change`, in order. Absent: the answer is yes. */
  readonly confirm?: ((changes: readonly string[]) => boolean | Promise<boolean>) | undefined;
  /** Check everything and list the changes, but change nothing. Default: `false`. */
  readonly dryRun?: boolean | undefined;
}

export interface RevertResult {
  readonly operation: 'revert';
  readonly dryRun: boolean;
  readonly modules: readonly string[];
  /** In the order they were reverted. */
  readonly changes: readonly ChangeOutcome[];
  /** Extensions that were dropped. */
  readonly extensions: readonly string[];
  readonly warnings: readonly EngineError[];
  readonly summary: string;
}

/**
 * Reverts the named modules, or what follows the target in their plans, together with the deployed changes that depend
 * on it, whichever module they are in. Works in the reverse order of deployment.
 *
 * @throws {EngineError} all findings at once, with nothing changed; `CONFIRMATION_REQUIRED`; or the failure of a change.
 */
export async function revert(options: RevertOptions): Promise<RevertResult> {
  const onEvent = options.onEvent ?? ((): void => undefined);
  if (options.targets === 'all' && options.all !== true) {
    const hint = 'name the modules, or say --all';
    throw new EngineError('NOTHING_SELECTED', { operation: 'revert' }, { hint });
  }
  const { dryRun = false, tx = 'run' } = options;
  const selection = selectModules({ ...options, recursive: true });
  const reader = new ScriptReader(options.workspace.root);
  const readAhead = (): Promise<void> =>
    reader.readAhead(
      selection.modules.filter(({ name }) => selection.targets.has(name)),
      'revert',
    );
  const modules = [...selection.targets.keys()];
  onEvent({ kind: 'run:start', operation: 'revert', modules });

  const lock = options.lock !== false && !dryRun;
  return withLockedSession({ ...options, lock }, onEvent, readAhead, async ({ session, server }) => {
    const deployed = await readChanges(session, server.registry);
    const requirements = await readRequirements(session, server.registry);
    const plan = planRevert(selection, options.workspace, deployed, requirements, reader, options.recursive !== false);
    const problems = [...plan.problems, ...(tx === 'run' ? plan.steps.flatMap(refuseWithoutTransaction) : [])];
    for (const problem of problems) onEvent({ kind: 'preflight:issue', problem });
    throwProblems(problems);
    if (!dryRun) await confirm(plan, options);

    const outcomes = dryRun
      ? plan.steps.map((step) => ({ package: step.module.name, name: step.change, hash: step.hash, ms: 0 }))
      : await execute(session, plan, tx, options, onEvent);
    const unneeded = options.dropExtensions === true && !dryRun ? plan.extensions : [];
    const dropped = await dropExtensions(session, unneeded, onEvent);
    const verb = dryRun ? 'would revert' : 'reverted';
    const summary = outcomes.length === 0 ? 'nothing to revert' : `${verb} ${counted(outcomes.length, 'change')}`;
    onEvent({ kind: 'run:done', operation: 'revert', summary });
    return {
      operation: 'revert',
      dryRun,
      modules,
      changes: outcomes,
      extensions: dropped,
      warnings: problems,
      summary,
    };
  });
}

async function confirm(plan: RevertPlan, options: RevertOptions): Promise<void> {
  if (plan.affected.length === 0 || options.confirm === undefined) return;
  if (await options.confirm(plan.affected)) return;
  const hint = 'look at the list, then confirm with --yes';
  throw new EngineError('CONFIRMATION_REQUIRED', { operation: 'revert', affects: plan.affected }, { hint });
}

async function execute(
  session: Session,
  plan: RevertPlan,
  tx: TransactionScope,
  { signal }: RevertOptions,
  onEvent: OnEvent,
): Promise<readonly ChangeOutcome[]> {
  const work = {
    operation: 'revert',
    logOnly: false,
    groupPerChange: tx === 'change',
    record: (steps: RevertPlan['steps']) =>
      recordReverted(steps.map(({ module, change }) => ({ module: module.name, change }))),
  } as const;
  const executor = new Executor(session, work, onEvent, signal);
  try {
    await executor.run(groupSteps(plan.steps, tx));
  } catch (error) {
    if (isEngineError(error)) await recordFailure(session, 'revert', error, onEvent);
    throw error;
  }
  return executor.outcomes;
}
