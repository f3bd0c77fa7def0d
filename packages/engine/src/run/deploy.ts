import { EngineError, throwProblems } from '../errors/index.js';
import { settleReworked } from '../resolve/index.js';
import { availableExtensions, readState, type ServerFacts, type Session } from '../store/index.js';
import { changesOf, ScriptReader } from '../scripts/index.js';
import { planDeploy, readRequirementsOf } from './deploy-plan.js';
import type { DecidedDeploy, DeploySurroundings } from './deploy-run.js';
import type { ChangeOutcome } from './work.js';
import { refuseWithoutTransaction } from './groups.js';
import type { NewRegistry } from './new-registry.js';
import { withLockedSession, type OpenRun } from './open.js';
import { settleOptions, type DeployOptions } from './deploy-options.js';
import { selectModules, type Selection } from './selection.js';
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
  const { usePlan, logOnly, allowChanged = false, strictHash = false, ensure = false, planOut } = options;
  const { dryRun = planOut !== undefined } = options;
  const selection = selectModules(options);
  const reader = new ScriptReader(options.workspace.root);
  const readAhead = (): Promise<void> => reader.readAhead('deploy', changesOf(selection.modules));
  const headers = usePlan ? undefined : await import('./headers.js');
  const requirements = readRequirementsOf(selection, headers && ((module) => headers.writtenInHeaders(module, reader)));
  throwProblems(requirements.problems);
  const names = selection.modules.map((module) => module.name);
  onEvent({ kind: 'run:start', operation: 'deploy', modules: names });

  const lock = options.lock !== false && !dryRun;
  const createDatabase = options.createDatabase === true && !dryRun;
  const work = async ({ session, server }: OpenRun, newRegistry: NewRegistry | undefined): Promise<DeployResult> => {
    const { changes: rows, statements } = await readState(
      session,
      server.registry,
      concerned(selection, requirements),
      'complete',
    );
    const { changes: deployed, renamings } = settleReworked(selection.closure.modules, rows);
    const decisions = { usePlan, allowChanged, strictHash, ensure };
    const plan = await planDeploy(
      selection,
      requirements.byModule,
      { changes: deployed, statements },
      server.registry,
      reader,
      decisions,
    );
    await newRegistry?.settle();
    const extensions = logOnly ? [] : missingExtensions(selection, server);
    const problems = [
      ...selection.warnings,
      ...requirements.problems,
      ...plan.problems,
      ...(await unavailableExtensions(session, selection, extensions)),
      ...(plan.steps.length > 0 ? (await import('./write.js')).cannotWrite(server, session) : []),
      ...(options.tx === 'run' ? plan.steps.flatMap(refuseWithoutTransaction) : []),
    ];
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
  return withLockedSession({ ...options, lock, createDatabase }, onEvent, readAhead, (open) =>
    lock && !open.server.registry.exists ? withNewRegistry(open, work) : work(open, undefined),
  );
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

/** Modules whose state decides what can be deployed: those to work on, what they require, and what must not be there. */
function concerned({ closure }: Selection, { byModule }: ReturnType<typeof readRequirementsOf>): readonly string[] {
  const conflicting = [...byModule.values()].flatMap((requirements) => [...requirements.conflicting]);
  return [...new Set([...closure.modules.map(({ name }) => name), ...conflicting])];
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

/** Extensions that selected modules name and the database lacks. */
function missingExtensions({ closure, modules }: Selection, server: ServerFacts): readonly string[] {
  const selected = new Set(modules.map((module) => module.name));
  return [...closure.extensions]
    .filter(
      ([name, requiredBy]) =>
        !Object.hasOwn(server.extensions, name) && requiredBy.some((module) => selected.has(module)),
    )
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
      const hint =
        'install it on the server; if a module is meant, correct its name, list its folder in "packages" of pgpm.json ' +
        '("node_modules/@pgpm/*" for those from npm), or fetch it with: pgpm install <npm package>';
      const control = closure.modules.find((module) => module.name === requiredBy[0])?.control;
      const place = control && { file: control.file, line: control.requiresLine };
      return new EngineError(
        'EXTENSION_UNAVAILABLE',
        { extension, requiredBy },
        { module: requiredBy[0], place, hint },
      );
    });
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
