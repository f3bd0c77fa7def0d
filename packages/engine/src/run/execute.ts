import { EngineError, type StoppedState } from '../errors/index.js';
import type { PreparedScript } from '../formats/sql.js';
import { changeKey } from '../resolve/index.js';
import { forgetStatements } from '../store/write.js';
import {
  endsSession,
  findLimit,
  isDatabaseError,
  type BatchFailure,
  type BatchPart,
  type BatchResult,
  type Session,
} from '../store/index.js';
import { changeFailure } from './failures.js';
import { databaseFailure } from './session-failure.js';
import type { OnEvent } from './events.js';
import { directiveStatements, keyOf, registryContext, resetModule, resetSession, type ScriptStep } from './steps.js';
import { runStatements } from './without-transaction.js';
import type { ChangeOutcome, Work } from './work.js';

/** The most scripts, and the most text in UTF-16 units, that one message carries. */
const maximumScripts = 128;
const maximumText = 512 * 1024;
/** The first message is small, so that a person soon sees progress; each quick one lets the next be twice as large. */
const firstScripts = 8;
const slowMs = 1000;
const heartbeatMs = 5000;

/**
 * Runs groups one after the other. Scripts and their registry rows travel in batches; a group's transaction begins
 * with its first message and is committed with its last.
 */
export class Executor<Step extends ScriptStep> {
  readonly outcomes: ChangeOutcome[] = [];
  readonly #session: Session;
  readonly #work: Work<Step>;
  readonly #onEvent: OnEvent;
  readonly #signal: AbortSignal | undefined;
  #size = firstScripts;
  #committed = 0;
  #begun = false;
  #module: string | undefined;

  constructor(session: Session, work: Work<Step>, onEvent: OnEvent, signal: AbortSignal | undefined) {
    this.#session = session;
    this.#work = work;
    this.#onEvent = onEvent;
    this.#signal = signal;
  }

  /**
   * @param begun - the transaction of the first group is open already.
   * @throws {EngineError} `CHANGE_FAILED`, `TIMEOUT`, `CANCELLED`, `CONNECTION_LOST`; its state says what stays.
   */
  async run(groups: readonly (readonly Step[])[], begun = false): Promise<void> {
    this.#begun = begun;
    if (this.#work.groupPerChange) {
      // Runs of ordinary changes share messages; one without a transaction stands between them.
      let pending: Step[] = [];
      for (const step of groups.flat()) {
        if (!step.noTransaction) {
          pending.push(step);
          continue;
        }
        await this.#runSteps(pending, 'each');
        pending = [];
        await this.#runWithoutTransaction(step);
      }
      await this.#runSteps(pending, 'each');
      return;
    }
    for (const group of groups) {
      const [first] = group;
      if (first?.noTransaction === true) await this.#runWithoutTransaction(first);
      else await this.#runSteps(group, 'all');
    }
  }

  /** How many changes are committed. */
  get committed(): number {
    return this.#committed;
  }

  /** Forgets what was rolled back: `run` may be called again with the steps that are not committed. */
  startAgain(): void {
    this.outcomes.length = this.#committed;
    this.#module = undefined;
    this.#size = firstScripts;
  }

  /** What a failure now would undo and leave, were the open transaction rolled back. */
  get stopped(): StoppedState {
    const keys = this.outcomes.map((outcome) => changeKey(outcome.package, outcome.name));
    return { kept: keys.slice(0, this.#committed), rolledBack: keys.slice(this.#committed) };
  }

  async #runSteps(steps: readonly Step[], transaction: 'each' | 'all'): Promise<void> {
    for (let next = 0; next < steps.length;) {
      const batch = this.#takeBatch(steps, next);
      const first = next === 0;
      next += batch.length;
      const parts = batch.map(({ step, script }, place) =>
        this.#part(step, script, transaction === 'each' || (first && place === 0), transaction === 'each'),
      );
      const last = next === steps.length;
      const { commit } = this.#work.transaction;
      const record = registryContext + this.#work.record(batch.map(({ step }) => step));
      this.#begun = false;
      const result = await this.#send(batch, parts, transaction === 'each' ? '' : record + (last ? commit : ''));
      this.#note(batch, result);
      if (result.failure === undefined) {
        if (transaction === 'each' || last) this.#committed = this.outcomes.length;
        continue;
      }
      if (transaction === 'each') {
        // Each finished change of its own transaction is committed; what the failing one did is rolled back.
        this.#committed = this.outcomes.length;
        // A script that cannot be parsed stops a whole message: those before it still have their turn.
        const unrun = batch.slice(result.done.length, result.failure.part).map(({ step }) => step);
        if (unrun.length > 0) await this.#runSteps(unrun, 'each');
      }
      const commits = transaction === 'each' || last;
      const unknown = commits ? this.#unheard(batch.slice(result.done.length), transaction, result.failure) : [];
      throw await this.#fail(batch, result, { unknown });
    }
  }

  /** Whose commit may be done, when the connection has ended. A server that says so has told how far it came. */
  #unheard(
    rest: readonly Loaded<Step>[],
    transaction: 'each' | 'all',
    { error, statement }: BatchFailure,
  ): readonly string[] {
    const keys = rest.map(({ step }) => keyOf(step));
    const [first] = rest;
    if (transaction === 'all') return isDatabaseError(error) && first ? [] : [...this.stopped.rolledBack, ...keys];
    if (!isDatabaseError(error)) return keys;
    return keys.slice(0, first && statement >= first.script.statements.length ? 1 : 0);
  }

  #takeBatch(steps: readonly Step[], from: number): readonly Loaded<Step>[] {
    const batch: Loaded<Step>[] = [];
    let text = 0;
    for (const step of steps.slice(from, from + this.#size)) {
      const script = step.load();
      text += script.sql.length;
      if (batch.length > 0 && text > maximumText) break;
      batch.push({ step, script });
    }
    return batch;
  }

  #part(step: Step, script: PreparedScript, begin: boolean, alone: boolean): BatchPart {
    const prologue = [
      begin && !this.#begun ? this.#work.transaction.begin : '',
      resetSession,
      this.#entersModule(step) ? resetModule : '',
    ].join('');
    return {
      prologue,
      setup: directiveStatements(script, 'local', this.#work.timeouts),
      sql: this.#work.logOnly ? '' : script.sql,
      epilogue: alone ? `${registryContext}${this.#work.record([step])}${this.#work.transaction.commit}` : undefined,
    };
  }

  #entersModule(step: ScriptStep): boolean {
    const entered = this.#module !== step.module.name;
    this.#module = step.module.name;
    return entered;
  }

  async #send(batch: readonly Loaded<Step>[], parts: readonly BatchPart[], epilogue: string): Promise<BatchResult> {
    for (const { step } of batch)
      this.#onEvent({ kind: 'change:start', module: step.module.name, change: step.change });
    const started = performance.now();
    const result = await this.#watch(batch, () => this.#session.batch(parts, epilogue));
    const quick = performance.now() - started < slowMs;
    this.#size = quick ? Math.min(maximumScripts, this.#size * 2) : Math.max(1, Math.floor(batch.length / 2));
    return result;
  }

  /** Tells, while `work` runs, that it still does. */
  async #watch<T>(batch: readonly Loaded<Step>[], work: () => Promise<T>): Promise<T> {
    this.#throwIfCancelled();
    const [first] = batch;
    let seconds = 0;
    const timer = setInterval(() => {
      seconds += heartbeatMs / 1000;
      if (first === undefined) return;
      this.#onEvent({ kind: 'waiting', module: first.step.module.name, change: first.step.change, seconds });
    }, heartbeatMs);
    try {
      return await work();
    } finally {
      clearInterval(timer);
    }
  }

  #note(batch: readonly Loaded<Step>[], result: BatchResult): void {
    result.done.forEach(({ ms, notices }, place) => {
      const step = batch[place]?.step;
      if (step === undefined) return;
      const at = { module: step.module.name, change: step.change };
      for (const notice of notices) this.#onEvent({ kind: 'notice', ...at, notice });
      this.#onEvent({ kind: 'change:done', operation: this.#work.operation, ...at, ms });
      this.outcomes.push({ package: step.module.name, name: step.change, hash: step.hash, ms });
    });
  }

  /** Rolls back, and turns what the server said into an error of the step. `unknown`: whose commit was on its way. */
  async #fail(
    batch: readonly Loaded<Step>[],
    { failure }: BatchResult,
    { unknown = [], partial }: Partial<StoppedState>,
  ): Promise<EngineError> {
    if (failure === undefined) throw new TypeError('a batch that did not fail has no failure');
    const { stopped } = this;
    if (this.#session.lost === undefined)
      await this.#session.execute(this.#work.transaction.rollback).catch(() => undefined);
    // It was the record or the commit that failed, which belong to all changes of the transaction.
    const isRecord = failure.part >= batch.length;
    if (isRecord && isDatabaseError(failure.error) && failure.error.code === '42501') {
      return databaseFailure(failure.error, this.#session);
    }
    const at = batch[Math.min(failure.part, batch.length - 1)];
    const step = isRecord && stopped.rolledBack.length > 1 ? undefined : at?.step;
    const hasEnded = !isDatabaseError(failure.error) || endsSession(failure.error);
    const isUnknown = unknown.length > 0 && hasEnded;
    const cancelled = this.#signal?.aborted === true;
    const rolledBack = stopped.rolledBack.filter((key) => step === undefined || key !== keyOf(step));
    return changeFailure({
      operation: this.#work.operation,
      step,
      script: isRecord ? undefined : at?.script,
      timeouts: this.#work.timeouts,
      failure,
      limit: cancelled ? undefined : await findLimit(this.#session, failure.error),
      cancelled,
      lost: this.#session.lost,
      state: { ...stopped, rolledBack, ...(isUnknown && { rolledBack: [], unknown }), ...(partial && { partial }) },
    });
  }

  #throwIfCancelled(): void {
    if (this.#signal?.aborted === true) throw new EngineError('CANCELLED', { state: this.stopped });
  }

  /** Statement by statement, each committed at once; then the record. What ran before a failure stays. */
  async #runWithoutTransaction(step: Step): Promise<void> {
    const script = step.load();
    const batch = [{ step, script }];
    const { operation, logOnly, timeouts, keepsNotes, transaction, record } = this.#work;
    const noted = { module: step.module.name, change: step.change, operation };
    this.#onEvent({ kind: 'change:start', module: step.module.name, change: step.change });
    const started = performance.now();
    if (!logOnly) {
      const failed = await runStatements(this.#session, {
        script,
        prologue:
          resetSession +
          (this.#entersModule(step) ? resetModule : '') +
          directiveStatements(script, 'session', timeouts).join(''),
        noted: keepsNotes ? noted : undefined,
        transaction,
        resume: step.resume,
        watch: (work) => this.#watch(batch, work),
      });
      if (failed !== undefined) {
        const { failure, executed, invalidIndexes } = failed;
        const partial = { executed, total: script.statements.length, invalidIndexes };
        throw await this.#fail(batch, { done: [], failure }, { partial });
      }
    }
    const forget = keepsNotes ? forgetStatements(noted) : '';
    const finish = `${transaction.begin}${registryContext}${record([step])}${forget}${transaction.commit}`;
    const { failure } = await this.#session.batch([], finish);
    if (failure !== undefined) {
      const recording = { done: [], failure: { ...failure, part: batch.length } };
      throw await this.#fail(batch, recording, { unknown: [keyOf(step)] });
    }
    const ms = performance.now() - started;
    this.#note(batch, { done: [{ ms, notices: [], last: undefined }], failure: undefined });
    this.#committed = this.outcomes.length;
  }
}

interface Loaded<Step extends ScriptStep> {
  readonly step: Step;
  readonly script: PreparedScript;
}
