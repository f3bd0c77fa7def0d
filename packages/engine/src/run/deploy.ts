import { EngineError, isEngineError, throwProblems } from '../errors/index.js';
import {
  availableExtensions,
  createRegistry,
  readChanges,
  recordDeployed,
  type ServerFacts,
  type Session,
} from '../store/index.js';
import { ScriptReader } from '../workspace/index.js';
import { ensureDatabase } from './create-database.js';
import { planDeploy, readRequirementsOf, type DeployPlan, type DeployStep } from './deploy-plan.js';
import type { OnEvent } from './events.js';
import { Executor, type ChangeOutcome } from './execute.js';
import { installExtensions } from './extensions.js';
import { groupSteps, refuseWithoutTransaction } from './groups.js';
import { recordFailure } from './history.js';
import { withLockedSession } from './open.js';
import type { TransactionScope, WriteOptions } from './options.js';
import { selectModules, type Selection } from './selection.js';
import { counted } from './words.js';

export interface DeployOptions extends WriteOptions {
  /** How much one transaction holds. Default: `module`. */
  readonly tx?: TransactionScope | undefined;
  /** Record the changes without running their scripts. Default: `false`. */
  readonly logOnly?: boolean | undefined;
  /** Take requirements from the plan; `false` takes them from the scripts' headers. Default: `true`. */
  readonly usePlan?: boolean | undefined;
  /** Say nothing about deployed changes whose script was edited. Default: `false`. */
  readonly allowChanged?: boolean | undefined;
  /** Refuse to run when a deployed change's script was edited. Default: `false`, which warns. */
  readonly strictHash?: boolean | undefined;
  /** A target that lies behind what is deployed is a warning instead of an error. Default: `false`. */
  readonly ensure?: boolean | undefined;
  /** Check everything and list the changes, but change nothing. Default: `false`. */
  readonly dryRun?: boolean | undefined;
  /** Create the database when it does not exist. Default: `false`. */
  readonly createDatabase?: boolean | undefined;
}

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
export async function deploy(options: DeployOptions): Promise<DeployResult> {
  const onEvent = options.onEvent ?? ((): void => undefined);
  const { usePlan = true, allowChanged = false, strictHash = false, ensure = false, dryRun = false } = options;
  const selection = selectModules(options);
  const reader = new ScriptReader(options.workspace.root);
  const readAhead = (): Promise<void> => reader.readAhead(selection.modules, 'deploy');
  const requirements = readRequirementsOf(selection, reader, usePlan);
  throwProblems(requirements.problems);
  const names = selection.modules.map((module) => module.name);
  onEvent({ kind: 'run:start', operation: 'deploy', modules: names });
  if (options.createDatabase === true && !dryRun) await ensureDatabase(options.database);

  const lock = options.lock !== false && !dryRun;
  return withLockedSession({ ...options, lock }, onEvent, readAhead, async ({ session, server }) => {
    const deployed = await readChanges(session, server.registry, names);
    const decisions = { usePlan, allowChanged, strictHash, ensure };
    const plan = planDeploy(selection, requirements.byModule, deployed, server.registry, reader, decisions);
    const extensions = missingExtensions(selection, server);
    const problems = [
      ...plan.problems,
      ...(await unavailableExtensions(session, selection, extensions)),
      ...missingRights(server, session, plan.steps.length > 0),
      ...(options.tx === 'run' ? plan.steps.flatMap(refuseWithoutTransaction) : []),
    ];
    for (const problem of problems) onEvent({ kind: 'preflight:issue', problem });
    throwProblems(problems);

    const changes = dryRun
      ? plan.steps.map((step) => ({ package: step.module.name, name: step.change, hash: step.hash, ms: 0 }))
      : await execute(session, server, plan, extensions, deployed.at(-1)?.deployedAt, options, onEvent);
    const summary = summarize(changes.length, plan.skipped.length, extensions.length, dryRun);
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
  });
}

/** Extensions that selected modules name and the database lacks. */
function missingExtensions({ closure, modules }: Selection, server: ServerFacts): readonly string[] {
  const selected = new Set(modules.map((module) => module.name));
  return [...closure.extensions]
    .filter(([name, requiredBy]) => !(name in server.extensions) && requiredBy.some((module) => selected.has(module)))
    .map(([name]) => name);
}

async function unavailableExtensions(
  session: Session,
  { closure }: Selection,
  extensions: readonly string[],
): Promise<readonly EngineError[]> {
  const available = await availableExtensions(session, extensions);
  return extensions
    .filter((extension) => !available.has(extension))
    .map((extension) => {
      const requiredBy = closure.extensions.get(extension) ?? [];
      const hint = 'install it on the server; if a module is meant, correct its name in the control file';
      const control = closure.modules.find((module) => module.name === requiredBy[0])?.control;
      const place = control && { file: control.file, line: control.requiresLine };
      return new EngineError(
        'EXTENSION_UNAVAILABLE',
        { extension, requiredBy },
        { module: requiredBy[0], place, hint },
      );
    });
}

function missingRights(server: ServerFacts, session: Session, willWrite: boolean): readonly EngineError[] {
  if (!willWrite || server.canCreate || server.registry.exists) return [];
  const privilege = `CREATE on database ${session.database}`;
  const hint = `grant create on database ${session.database} to ${server.user}`;
  return [new EngineError('INSUFFICIENT_PRIVILEGE', { privilege, user: server.user }, { hint })];
}

async function execute(
  session: Session,
  server: ServerFacts,
  plan: DeployPlan,
  extensions: readonly string[],
  after: string | undefined,
  { tx = 'module', logOnly = false, signal }: DeployOptions,
  onEvent: OnEvent,
): Promise<readonly ChangeOutcome[]> {
  if (plan.steps.length === 0 && extensions.length === 0) return [];
  if (!server.registry.exists || server.registry.missing.length > 0) await createRegistry(session);
  const record = (steps: readonly DeployStep[]): string =>
    recordDeployed(
      steps.map(({ module, change, hash, requires }) => ({ module: module.name, change, hash, requires })),
      after,
    );
  const work = { operation: 'deploy', record, logOnly, groupPerChange: tx === 'change' } as const;
  const executor = new Executor(session, work, onEvent, signal);
  try {
    if (tx === 'run') await session.execute('begin');
    await installExtensions(session, extensions, tx === 'run', onEvent);
    await executor.run(groupSteps(plan.steps, tx), tx === 'run');
  } catch (error) {
    if (isEngineError(error)) await recordFailure(session, 'deploy', error, onEvent);
    throw error;
  }
  return executor.outcomes;
}

function summarize(changes: number, skipped: number, extensions: number, dryRun: boolean): string {
  if (changes === 0 && extensions === 0) {
    return skipped === 0 ? 'nothing to deploy' : `nothing to deploy, ${counted(skipped, 'change')} in place`;
  }
  const parts = [counted(changes, 'change'), ...(extensions > 0 ? [counted(extensions, 'extension')] : [])];
  const already = skipped > 0 ? `, ${skipped} already in place` : '';
  return `${dryRun ? 'would deploy' : 'deployed'} ${parts.join(' and ')}${already}`;
}
