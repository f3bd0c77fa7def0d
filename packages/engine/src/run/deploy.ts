import { throwProblems, type EngineError } from '../errors/index.js';
import type { DeployedChange, Module } from '../model/index.js';
import { settleReworked } from '../resolve/index.js';
import { readState, type Session } from '../store/index.js';
import { changesOf, ScriptReader } from '../scripts/index.js';
import type { DecidedDeploy, DeploySurroundings } from './deploy-run.js';
import type { DeployPlan } from './deploy-step.js';
import { extensionFindings } from './extension-findings.js';
import type { ChangeOutcome } from './work.js';
import type { NewRegistry } from './new-registry.js';
import { withLockedSession, type OpenRun } from './open.js';
import { settleOptions, type DeployOptions } from './deploy-options.js';
import { Preflight } from './preflight.js';
import { counted } from './words.js';

export interface DeployResult {
  readonly operation: 'deploy';
  readonly dryRun: boolean;
  readonly modules: readonly string[];
  readonly extensions: readonly string[];
  /** In the order they were deployed; in a dry run, those that would be, with `ms` 0. */
  readonly changes: readonly ChangeOutcome[];
  /** `module:change` that were deployed before. */
  readonly skipped: readonly string[];
  readonly warnings: readonly EngineError[];
  readonly summary: string;
}

/**
 * Deploys modules and what they require. Reads everything, decides everything, checks everything, then runs.
 *
 * @throws {EngineError} all findings of the pre-flight at once, with nothing changed; or the failure of a change, whose
 * `state` says what was rolled back and what stays.
 */
export async function deploy(given: DeployOptions): Promise<DeployResult> {
  const options = settleOptions(given);
  const onEvent = options.onEvent ?? ((): void => undefined);
  const { logOnly, planOut, dryRun = planOut !== undefined } = options;
  const reader = new ScriptReader(options.workspace.root);
  const preflight = await Preflight.of(options, reader);
  const { selection, isRefused } = preflight;
  const readAhead = (): Promise<void> => reader.readAhead('deploy', changesOf(selection.modules));
  const names = selection.modules.map((module) => module.name);
  onEvent({ kind: 'run:start', operation: 'deploy', modules: names });

  const lock = options.lock !== false && !dryRun && !isRefused;
  const work = async ({ session, server }: OpenRun, newRegistry: NewRegistry | undefined): Promise<DeployResult> => {
    const { changes: rows, statements } = await readState(session, server.registry, preflight.concerned, 'complete');
    const { changes: deployed, renamings } = settleReworked(selection.closure.modules, rows);
    const plan = await preflight.decide({ changes: deployed, statements }, server.registry);
    await newRegistry?.settle();
    const extensions = preflight.extensions(server.extensions);
    const problems = preflight.all([
      ...plan.problems,
      ...(await extensionFindings(session, server.extensions, selection, extensions, begunModules(plan, rows))),
      ...(plan.steps.length > 0 ? await (await import('./write.js')).cannotWrite(server, session) : []),
    ]);
    for (const problem of problems) onEvent({ kind: 'preflight:issue', problem });
    throwProblems(problems);

    const own = new Set(names);
    const isOwn = ({ module }: { readonly module: string }): boolean => own.has(module);
    const decided = {
      plan,
      extensions,
      renamings: renamings.filter(isOwn),
      modules: names,
      recorded: rows.filter(isOwn),
    };
    const changes = await carryOut({ session, server, newRegistry, reader, options, onEvent }, decided, dryRun);
    const summary = summarize(changes.length, plan.skipped.length, extensions.length, { dryRun, logOnly });
    onEvent({ kind: 'run:done', operation: 'deploy', summary });
    const warnings = problems.filter((problem) => problem.severity === 'warning');
    return {
      operation: 'deploy',
      dryRun,
      modules: names,
      extensions,
      changes,
      skipped: plan.skipped,
      warnings,
      summary,
    };
  };
  const beforeCreating =
    options.createDatabase === true && !dryRun ? (session: Session) => preflight.checkUnmade(session) : undefined;
  return preflight.looking(() =>
    withLockedSession({ ...options, lock, beforeCreating }, onEvent, readAhead, (open) =>
      lock && !open.server.registry.exists ? withNewRegistry(open, work) : work(open, undefined),
    ),
  );
}

/** Modules to deploy that the database has nothing of yet. */
function begunModules({ steps }: DeployPlan, rows: readonly DeployedChange[]): readonly Module[] {
  const recorded = new Set(rows.map(({ module }) => module));
  return [...new Set(steps.map(({ module }) => module))].filter(({ name }) => !recorded.has(name));
}

/** Has the registry made while the work decides what to do; when it decides to do nothing, there is none. */
async function withNewRegistry<T>(
  open: OpenRun,
  work: (open: OpenRun, registry: NewRegistry | undefined) => Promise<T>,
): Promise<T> {
  const { NewRegistry } = await import('./new-registry.js');
  const registry = NewRegistry.begin(open.session, open.server);
  try {
    return await work(open, registry);
  } finally {
    await registry?.drop();
  }
}

/** Does what was decided, writes it down, or neither; what runs scripts is loaded when there is something to run. */
async function carryOut(
  surroundings: DeploySurroundings,
  decided: DecidedDeploy,
  dryRun: boolean,
): Promise<readonly ChangeOutcome[]> {
  const { steps } = decided.plan;
  const { planOut, logOnly } = surroundings.options;
  const loadRun = async () => new (await import('./deploy-run.js')).DeployRun(surroundings, decided);
  if (planOut !== undefined) (await loadRun()).write(planOut);
  if (dryRun) {
    const { plannedOutcome } = await import('./planned.js');
    return steps.map((step) => plannedOutcome(step, planOut === undefined && !logOnly));
  }
  return steps.length === 0 && decided.extensions.length === 0 ? [] : (await loadRun()).execute();
}

function summarize(
  changes: number,
  skipped: number,
  extensions: number,
  { dryRun, logOnly }: { readonly dryRun: boolean; readonly logOnly: boolean },
): string {
  if (changes === 0 && extensions === 0) {
    return skipped === 0 ? 'nothing to deploy' : `nothing to deploy, ${counted(skipped, 'change')} in place`;
  }
  const parts = [counted(changes, 'change'), ...(extensions > 0 ? [counted(extensions, 'extension')] : [])];
  const already = skipped > 0 ? `, ${skipped} already in place` : '';
  if (logOnly)
    return `${dryRun ? 'would record' : 'recorded'} ${parts.join(' and ')} without running anything${already}`;
  return `${dryRun ? 'would deploy' : 'deployed'} ${parts.join(' and ')}${already}`;
}
