import { EngineError, isEngineError, throwProblems } from '../errors/index.js';
import type { DeployedChange } from '../model/index.js';
import { changeKey, settleRequirements, settleReworked, type Renaming } from '../resolve/index.js';
import { expectState } from '../store/write.js';
import {
  lockedTransaction,
  plainTransaction,
  readKeptScripts,
  readRequirements,
  readState,
  recordReverted,
  type RegistryShape,
  type TransactionFrame,
} from '../store/index.js';
import { changesOf, ScriptReader } from '../scripts/index.js';
import type { OnEvent } from './events.js';
import { Executor } from './execute.js';
import { dropExtensions } from './extensions.js';
import { groupSteps, refuseWithoutTransaction } from './groups.js';
import { recordFailure } from './history.js';
import { nothingElse, withLockedSession, type OpenRun } from './open.js';
import type { TransactionScope, WriteOptions } from './options.js';
import { plannedOutcome } from './planned.js';
import { fileContext, writeRun, type PlanOut } from './plan-out.js';
import { tryRevert, type RevertPreview } from './preview.js';
import { retryLocked, timeoutsOf } from './retry.js';
import { planRevert, selectRemoval, type RevertPlan } from './revert-plan.js';
import { selectModules, type Selection } from './selection.js';
import { lostSession } from './session-failure.js';
import type { ScriptStep } from './steps.js';
import { counted } from './words.js';
import type { ChangeOutcome, Work } from './work.js';
import { cannotWrite, recordRenamings, rememberRun, runEnd, runStart } from './write.js';

export interface RevertOptions extends WriteOptions {
  /** How much one transaction holds. Default: `run`. */
  readonly tx?: TransactionScope | undefined;
  /** Needed with `targets: 'all'`: reverting a whole workspace must be meant. */
  readonly all?: boolean | undefined;
  /** Also drop the extensions that the reverted modules name, where nothing else needs them. Default: `false`. */
  readonly dropExtensions?: boolean | undefined;
  /**
   * Also revert deployed changes that are in no plan any more, with the scripts that the registry keeps of them: those of
   * the named modules, and with `targets: 'all'` those of modules that left the workspace. Default: `false`.
   */
  readonly orphans?: boolean | undefined;
  /**
   * Asked with the changes to revert, `module:change`, in order, and with a way to find out what would be removed.
   * Absent: the answer is yes.
   */
  readonly confirm?:
    ((changes: readonly string[], preview: () => Promise<RevertPreview>) => boolean | Promise<boolean>) | undefined;
  /** Check everything and list the changes, but change nothing. Default: `false`. */
  readonly dryRun?: boolean | undefined;
  /** Changes nothing, and writes what would run as one file for `psql`, piece by piece. */
  readonly planOut?: PlanOut | undefined;
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
  const { planOut, dryRun = planOut !== undefined, tx = 'run' } = options;
  const selection = selectTargets(options);
  const reader = new ScriptReader(options.workspace.root);
  const reverted = selection.modules.filter(({ name }) => selection.targets.has(name));
  const readAhead = (): Promise<void> => reader.readAhead('revert', changesOf(reverted));
  const modules = [...selection.targets.keys()];
  onEvent({ kind: 'run:start', operation: 'revert', modules });

  const lock = options.lock !== false && !dryRun;
  return withLockedSession({ ...options, lock }, onEvent, readAhead, async (open) => {
    const plan = await decide(open, selection, reader, options);
    const problems = [
      ...plan.problems,
      ...(plan.steps.length > 0 ? await cannotWrite(open.server, open.session, { erases: true }) : []),
      ...(tx === 'run' ? plan.steps.flatMap(refuseWithoutTransaction) : []),
    ];
    for (const problem of problems) onEvent({ kind: 'preflight:issue', problem });
    throwProblems(problems);
    if (!dryRun) await confirm(open, plan, options);
    if (planOut !== undefined) writePlan(open, plan, tx, options, planOut);

    const outcomes = dryRun
      ? plan.steps.map((step) => plannedOutcome(step, planOut === undefined))
      : await execute(open, plan, tx, options, onEvent);
    const unneeded = options.dropExtensions === true && !dryRun ? plan.extensions : [];
    const dropped = await dropExtensions(open.session, unneeded, onEvent);
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

/**
 * Finds what a revert would do to the database, by doing it in a transaction that is rolled back. Holds the lock of the
 * database, and the locks that the scripts take, for as long as they run; a statement waits for them 2 s at most, unless
 * `lockTimeout` says otherwise.
 *
 * @throws {EngineError} all that `revert` would throw for the same options, but for a lack of confirmation.
 */
export async function previewRevert(options: RevertOptions): Promise<RevertPreview> {
  const onEvent = options.onEvent ?? ((): void => undefined);
  const selection = selectTargets(options);
  const reader = new ScriptReader(options.workspace.root);
  return withLockedSession(options, onEvent, nothingElse, async (open) => {
    const plan = await decide(open, selection, reader, options);
    throwProblems(plan.problems);
    return preview(open, plan, options);
  });
}

function selectTargets(options: RevertOptions): Selection {
  if (options.targets === 'all' && options.all !== true) {
    const hint = 'name the modules, or say --all';
    throw new EngineError('NOTHING_SELECTED', { operation: 'revert' }, { hint });
  }
  return selectModules({ ...options, recursive: true });
}

/** A plan, and what it was made from. */
interface DecidedRevert extends RevertPlan {
  /** As the registry has them. */
  readonly recorded: readonly DeployedChange[];
  readonly renamings: readonly Renaming[];
  readonly modules: readonly string[];
}

async function decide(
  { session, server }: OpenRun,
  selection: Selection,
  reader: ScriptReader,
  options: RevertOptions,
): Promise<DecidedRevert> {
  const { registry } = server;
  const { workspace, recursive = true, orphans = false } = options;
  const { changes: recorded, statements } = await readState(session, registry);
  const { changes, renamings } = settleReworked(workspace.modules.values(), recorded);
  const requirements = settleRequirements(await readRequirements(session, registry), renamings);
  const state = { changes, statements };
  const everything = options.targets === 'all';
  const situation = { selection, workspace, state, requirements, recursive, orphans, everything };
  const removal = selectRemoval(situation, reader);
  const kept = orphans ? await readKeptScripts(session, registry, removal.unplanned) : [];
  const texts = new Map(kept.map(([module, change, text]) => [changeKey(module, change), text]));
  const plan = await planRevert(situation, removal, texts, reader, registry);
  return { ...plan, recorded, renamings, modules: [...selection.targets.keys()] };
}

async function confirm(open: OpenRun, plan: RevertPlan, options: RevertOptions): Promise<void> {
  if (plan.affected.length === 0 || options.confirm === undefined) return;
  if (await options.confirm(plan.affected, () => preview(open, plan, options))) return;
  const hint = 'look at the list, then confirm with --yes';
  throw new EngineError('CONFIRMATION_REQUIRED', { operation: 'revert', affects: plan.affected }, { hint });
}

/** How long a statement of a preview waits for a lock: it must not hold up those who do real work. */
const previewLockMs = 2000;

async function preview({ session }: OpenRun, plan: RevertPlan, options: RevertOptions): Promise<RevertPreview> {
  const timeouts = timeoutsOf({ ...options, lockTimeout: options.lockTimeout ?? previewLockMs });
  const found = await tryRevert(session, plan.steps, { timeouts, transaction: transactionOf(options) }, options.signal);
  const warnings = plan.problems.filter(({ severity }) => severity === 'warning');
  return { operation: 'preview-revert', changes: plan.affected, ...found, warnings };
}

function transactionOf({ lock = true }: RevertOptions): TransactionFrame {
  return lock ? lockedTransaction : plainTransaction;
}

function workOf(registry: RegistryShape, tx: TransactionScope, options: RevertOptions): Work<ScriptStep> {
  return {
    operation: 'revert',
    logOnly: false,
    groupPerChange: tx === 'change',
    timeouts: timeoutsOf(options),
    keepsNotes: registry.writable.has('x_statements'),
    transaction: transactionOf(options),
    record: (steps) => recordReverted(steps.map(({ module, change }) => ({ module: module.name, change }))),
  };
}

function writePlan(
  { server }: OpenRun,
  { steps, recorded, renamings, modules }: DecidedRevert,
  tx: TransactionScope,
  options: RevertOptions,
  out: PlanOut,
): void {
  const { registry } = server;
  const run = { operation: 'revert', modules } as const;
  writeRun(
    {
      title: `revert of ${counted(steps.length, 'change')} in ${modules.join(', ')}`,
      work: workOf(registry, tx, options),
      groups: groupSteps(steps, tx),
      tx,
      lock: options.lock ?? true,
      before:
        expectState(registry.exists, recorded, undefined) +
        runStart(registry, run, recordRenamings(renamings), fileContext),
      extensions: [],
      after: runEnd(registry, { state: 'done', changes: steps.length }, fileContext),
    },
    out,
  );
}

async function execute(
  { session, server }: OpenRun,
  { steps, renamings, modules }: DecidedRevert,
  tx: TransactionScope,
  options: RevertOptions,
  onEvent: OnEvent,
): Promise<readonly ChangeOutcome[]> {
  if (steps.length === 0) return [];
  const { registry } = server;
  const executor = new Executor(session, workOf(registry, tx, options), onEvent, options.signal);
  const attempt = async (): Promise<void> => {
    executor.startAgain();
    await executor.run(groupSteps(steps.slice(executor.committed), tx));
  };
  const run = { operation: 'revert', modules, isAlone: options.lock !== false } as const;
  try {
    await rememberRun(
      session,
      registry,
      run,
      recordRenamings(renamings),
      () => executor.committed,
      () => retryLocked(options, steps, onEvent, attempt),
    );
  } catch (error) {
    if (isEngineError(error)) await recordFailure(session, 'revert', error, onEvent);
    throw lostSession(error, session, executor.stopped);
  }
  return executor.outcomes;
}
