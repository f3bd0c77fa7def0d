import { EngineError, inContext, throwProblems } from '../errors/index.js';
import type { PreparedScript } from '../formats/sql.js';
import type { Module } from '../model/index.js';
import {
  changeKey,
  comparePlan,
  newestInstances,
  pendingChanges,
  rowsByModule,
  settleReworked,
} from '../resolve/index.js';
import {
  findLimit,
  isDatabaseError,
  readState,
  type BatchFailure,
  type LastResult,
  type Limit,
  type Session,
} from '../store/index.js';
import { changesOf, ScriptReader } from '../scripts/index.js';
import type { OnEvent } from './events.js';
import { settleFindings, withKnown } from './findings.js';
import type { ChangeOutcome } from './work.js';
import { changeFailure, hintFor, offsetOf } from './failures.js';
import { writeFailures } from './history.js';
import { excerpt, lineAndColumn, placeOf } from './locate.js';
import { throwIfAborted, withSession, type OpenRun } from './open.js';
import type { RunOptions } from './options.js';
import { readSelection, type Selection } from './selection.js';
import { changedScripts, editedHints, stateWarnings } from './state.js';
import { directiveStatements, planScript, resetSession, type ScriptStep } from './steps.js';
import { counted } from './words.js';

export interface VerifyOptions extends RunOptions {
  /** A planned change that is not deployed is a failure. Default: `false`, which skips it. */
  readonly requireAll?: boolean | undefined;
  /**
   * A missing verify script is an error, and so is one whose last result is one boolean column that is not true, or has no
   * row. Default: `false`: a missing script is a warning, and only SQL errors fail.
   */
  readonly strict?: boolean | undefined;
}

export interface VerifyResult {
  readonly operation: 'verify';
  readonly modules: readonly string[];
  /** In plan order. */
  readonly changes: readonly ChangeOutcome[];
  /** `module:change` that are planned and not deployed. */
  readonly skipped: readonly string[];
  readonly warnings: readonly EngineError[];
  readonly summary: string;
}

/** The most scripts that one message carries. */
const batchSize = 128;

/**
 * Runs the verify scripts of deployed changes, up to and including the target. Whatever a script does is rolled back.
 *
 * @throws {EngineError} `OPERATION_FAILED` with every failed change, after all were tried.
 */
export async function verify(options: VerifyOptions): Promise<VerifyResult> {
  const onEvent = options.onEvent ?? ((): void => undefined);
  const selection = readSelection(options);
  const { config } = options.workspace;
  const reader = new ScriptReader(options.workspace.root);
  const readAhead = async (): Promise<void> => {
    await reader.readAhead('verify', changesOf(selection.modules));
    await reader.readAhead('deploy', changesOf(selection.modules));
  };
  const modules = selection.modules.map((module) => module.name);
  onEvent({ kind: 'run:start', operation: 'verify', modules });

  const known = selection.problems.filter(({ severity }) => severity === 'error');
  const work = async ({ session, server }: OpenRun): Promise<VerifyResult> => {
    const state = await readState(session, server.registry, modules);
    const byModule = rowsByModule(settleReworked(selection.modules, state.changes).changes);
    const steps: ScriptStep[] = [];
    const skipped: string[] = [];
    const found = notInstalled(selection, byModule, server.extensions);
    for (const module of selection.modules) {
      const rows = byModule.get(module.name) ?? [];
      const state = comparePlan(module.plan, rows);
      found.push(...stateWarnings(module, state, reader));
      found.push(...(await changedScripts(module, state.deployed, reader, config, { hint: editedHints.look })));
      const place = selection.targets.get(module.name)?.place ?? module.plan.changes.length - 1;
      const pending = pendingChanges(module.plan, new Set(rows.map((row) => row.change)), place);
      skipped.push(...pending.map((change) => changeKey(module.name, change.name)));
      if (options.requireAll === true) found.push(...pending.map((change) => notDeployed(module, change.name)));
      const end = new Set(module.plan.changes.slice(0, place + 1).map((change) => change.name));
      for (const row of newestInstances(module.plan, state.deployed).filter(({ change }) => end.has(change))) {
        const planned = planScript(reader, 'verify', module, row.change);
        found.push(...planned.problems.map((problem) => asWarning(problem, options.strict === true)));
        if (planned.step !== undefined) steps.push(planned.step);
      }
    }
    const problems = settleFindings(selection, [...known, ...found]);
    for (const problem of problems) onEvent({ kind: 'preflight:issue', problem });
    throwProblems(problems);

    const { outcomes, failures } = await runVerify(session, steps, options, onEvent);
    if (failures.length > 0) throw await failed(session, failures);
    const summary = summarize(outcomes.length, skipped.length);
    onEvent({ kind: 'run:done', operation: 'verify', summary });
    return { operation: 'verify', modules, changes: outcomes, skipped, warnings: problems, summary };
  };
  return withKnown(known, () => withSession(options, readAhead, work));
}

async function runVerify(
  session: Session,
  steps: readonly ScriptStep[],
  { signal, strict = false }: VerifyOptions,
  onEvent: OnEvent,
): Promise<{ readonly outcomes: readonly ChangeOutcome[]; readonly failures: readonly EngineError[] }> {
  const outcomes: ChangeOutcome[] = [];
  const failures: EngineError[] = [];
  const fail = (problem: EngineError): void => {
    failures.push(problem);
    onEvent({ kind: 'change:fail', problem });
  };
  let size = batchSize;
  for (let next = 0; next < steps.length;) {
    throwIfAborted(signal);
    const batch = steps.slice(next, next + size).map((step) => ({ step, script: step.load() }));
    const parts = batch.map(({ script }) => ({
      prologue: `begin;\n${resetSession}`,
      setup: directiveStatements(script, 'local'),
      sql: script.sql,
      epilogue: 'rollback;\n',
    }));
    const { done, failure } = await session.batch(parts, '');
    done.forEach(({ ms, notices, last }, place) => {
      const { step } = batch[place] ?? {};
      if (step === undefined) return;
      const at = { module: step.module.name, change: step.change };
      for (const notice of notices) onEvent({ kind: 'notice', ...at, notice });
      const inconclusive = strict ? inconclusiveResult(last) : undefined;
      if (inconclusive !== undefined) {
        fail(
          new EngineError(
            'VERIFY_INCONCLUSIVE',
            { change: step.change, result: inconclusive },
            { ...at, place: { file: step.file } },
          ),
        );
        return;
      }
      onEvent({ kind: 'change:done', operation: 'verify', ...at, ms });
      outcomes.push({ package: step.module.name, name: step.change, hash: step.hash, ms });
    });
    next += done.length;
    size = batchSize;
    if (failure === undefined) continue;
    await rollback(session);
    if (done.length < failure.part) {
      // The message could not be parsed: what stands before the culprit goes first, then the culprit alone.
      size = failure.part - done.length;
      continue;
    }
    const at = batch[Math.min(failure.part, batch.length - 1)];
    if (at === undefined || session.lost !== undefined || signal?.aborted) {
      const state = { kept: [], rolledBack: [] };
      throw changeFailure({
        operation: 'verify',
        step: at?.step,
        script: at?.script,
        failure,
        cancelled: session.lost === undefined,
        lost: session.lost,
        state,
      });
    }
    fail(verificationFailure(at.step, { ...at, failure, limit: await findLimit(session, failure.error) }));
    next++;
  }
  return { outcomes, failures };
}

interface FailedScript {
  readonly script: PreparedScript;
  readonly failure: BatchFailure;
  /** What the failing statement has reached. */
  readonly limit: Limit | undefined;
}

async function rollback(session: Session): Promise<void> {
  if (session.lost === undefined) await session.execute('rollback').catch(() => undefined);
}

/** What a failed verify script says: that it does not hold, or that it could not find out in time. */
export function verificationFailure(step: ScriptStep, { script, failure, limit }: FailedScript): EngineError {
  const { error: cause } = failure;
  if (limit !== undefined) {
    const state = { kept: [], rolledBack: [] };
    return changeFailure({
      operation: 'verify',
      step,
      script,
      failure,
      limit,
      cancelled: false,
      lost: undefined,
      state,
    });
  }
  const offset = offsetOf(script, failure);
  const sqlState = isDatabaseError(cause) ? (cause.code ?? '') : '';
  return new EngineError(
    'VERIFICATION_FAILED',
    {
      sqlState,
      reason: cause.message,
      detail: isDatabaseError(cause) ? cause.detail : undefined,
      excerpt: offset === undefined ? undefined : excerpt(script.sql, lineAndColumn(script.sql, offset).line),
    },
    {
      module: step.module.name,
      change: step.change,
      place: placeOf(step.file, script.sql, offset),
      hint: hintFor(sqlState, 'verify', script.statements[failure.statement]),
      cause,
    },
  );
}

async function failed(session: Session, problems: readonly EngineError[]): Promise<EngineError> {
  const events = problems.map((problem) => ({
    type: 'verify' as const,
    module: problem.module ?? '',
    change: problem.change ?? '',
    message: isDatabaseError(problem.cause) ? problem.cause.message : problem.message,
    code: 'VERIFICATION_FAILED',
  }));
  await writeFailures(session, events);
  const target = problems.map((problem) => changeKey(problem.module ?? '', problem.change ?? ''));
  return new EngineError('OPERATION_FAILED', { operation: 'Verification', target, problems });
}

/** OID of `boolean`. */
const booleanType = 16;

/**
 * What a script says with its last result, when that is one truth value and not true. Any other result says nothing: columns
 * are looked at by `select a, b from t where false`.
 */
function inconclusiveResult(last: LastResult | undefined): string | undefined {
  if (last?.types.length !== 1 || last.types[0] !== booleanType) return undefined;
  if (last.rowCount === 0) return 'no row';
  return last.row?.[0] === 't' ? undefined : 'false';
}

/** Extensions that the database lacks although something is deployed that requires them. */
function notInstalled(
  { closure, modules }: Selection,
  deployed: ReadonlyMap<string, unknown>,
  installed: Readonly<Record<string, string>>,
): EngineError[] {
  const concerned = new Set(modules.map(({ name }) => name).filter((name) => deployed.has(name)));
  return [...closure.extensions]
    .map(([extension, modules]) => [extension, modules.filter((name) => concerned.has(name))] as const)
    .filter(([extension, requiredBy]) => !Object.hasOwn(installed, extension) && requiredBy.length > 0)
    .map(([extension, requiredBy]) => {
      const hint = 'deploy the module that requires it';
      return new EngineError('EXTENSION_NOT_INSTALLED', { extension, requiredBy }, { module: requiredBy[0], hint });
    });
}

function notDeployed(module: Module, change: string): EngineError {
  const hint = 'deploy it first';
  return new EngineError(
    'NOT_DEPLOYED',
    { change: changeKey(module.name, change) },
    { module: module.name, change, hint },
  );
}

/** A module may leave out verify scripts; strict runs do not let it. */
function asWarning(problem: EngineError, strict: boolean): EngineError {
  return problem.code !== 'SCRIPT_MISSING' || strict ? problem : inContext(problem, { severity: 'warning' });
}

function summarize(verified: number, skipped: number): string {
  const rest = skipped > 0 ? `, ${skipped} not deployed` : '';
  return verified === 0 && skipped === 0 ? 'nothing to verify' : `verified ${counted(verified, 'change')}${rest}`;
}
