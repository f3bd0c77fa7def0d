import { catalogSetup, parseCatalog, readCatalog, type Catalog, type CatalogObject } from '../../catalog/index.js';
import { EngineError } from '../../errors/index.js';
import type { PreparedScript } from '../../formats/sql.js';
import {
  findLimit,
  isDatabaseError,
  type BatchFailure,
  type BatchPart,
  type Limit,
  type PartOutcome,
  type Session,
} from '../../store/index.js';
import type { Operation } from '../events.js';
import { changeFailure } from '../failures.js';
import { directiveStatements, resetModule, resetSession, type ScriptStep } from '../steps.js';
import { isolations, type Isolation } from './isolation.js';

/** A script that failed. */
export interface ScriptFailure {
  readonly script: PreparedScript;
  readonly failure: BatchFailure;
  /** What it has reached. */
  readonly limit: Limit | undefined;
}

/** How a script ended, and what was asked around it. */
export interface Played {
  readonly failed: ScriptFailure | undefined;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

export interface PlayOptions {
  /** What the script stands for, should the connection be lost. */
  readonly operation: Operation;
  /** The frame ends well: what the script did stays. */
  readonly keep?: boolean | undefined;
  /** A statement with one value, asked before the script, outside of its frame. */
  readonly before?: string | undefined;
  /** A statement with one value, asked after the script; inside of its frame, unless that is kept. */
  readonly after?: string | undefined;
  /** Go on in the frame of the script before. */
  readonly sameFrame?: boolean | undefined;
}

/** What became of a message. */
export interface Sent {
  /** The values of the parts that ended; undefined for a part whose last statement has none. */
  readonly values: readonly (string | undefined)[];
  readonly failure: BatchFailure | undefined;
}

/** The most scripts that one message carries. */
const batchSize = 64;

/**
 * A scratch database in which scripts are tried. Each runs in a frame, which is kept or undone. What ends a frame travels
 * with the next message.
 */
export class Sandbox {
  readonly #session: Session;
  readonly #isolation: Isolation;
  readonly #signal: AbortSignal | undefined;
  /** Statements for the next message. */
  #pending = '';
  #isFrameOpen = false;
  #sequences = '';
  #module: string | undefined;

  constructor(session: Session, mode: keyof typeof isolations, signal: AbortSignal | undefined) {
    this.#session = session;
    this.#isolation = isolations[mode];
    this.#signal = signal;
  }

  /** Prepares the database, which is empty. */
  async open(): Promise<void> {
    await this.#session.execute(catalogSetup());
    await this.#session.execute(this.#isolation.start);
  }

  /** Runs a script in a frame of its own, which stays open unless `keep` is set and all goes well. */
  async play(step: ScriptStep, options: PlayOptions): Promise<Played> {
    const { operation, keep = false, before, after, sameFrame = false } = options;
    const script = step.load();
    if (step.noTransaction) return this.#playOutside(step, script, options);
    const { values, failure } = await this.send([
      { prologue: '', sql: before ?? '' },
      this.part(step, { open: !sameFrame, keep }),
      ...(after === undefined ? [] : [{ prologue: '', sql: after }]),
    ]);
    this.#isFrameOpen = failure !== undefined || !keep;
    if (failure === undefined) return { failed: undefined, before: values[0], after: values[2] };
    this.#throwIfStopped(step, operation, failure);
    if (failure.part > 1) throw snapshotFailure(step, failure);
    return { failed: await this.#failed(script, failure), before: undefined, after: undefined };
  }

  /** Runs scripts one after the other, and keeps what they do, up to the first that fails. */
  async playAll(
    steps: readonly ScriptStep[],
    operation: Operation,
  ): Promise<{ readonly step: ScriptStep; readonly failed: ScriptFailure } | undefined> {
    for (let next = 0; next < steps.length;) {
      const rest = steps.slice(next, next + batchSize);
      const end = rest.findIndex((step) => step.noTransaction);
      const chunk = end < 0 ? rest : rest.slice(0, Math.max(end, 1));
      next += chunk.length;
      const [first] = chunk;
      if (first?.noTransaction === true) {
        const { failed } = await this.play(first, { operation });
        if (failed !== undefined) return { step: first, failed };
        continue;
      }
      const { failure } = await this.send(chunk.map((step) => this.part(step, { open: true, keep: true })));
      if (failure === undefined) continue;
      this.#isFrameOpen = true;
      const step = chunk[Math.min(failure.part, chunk.length - 1)];
      if (step === undefined) throw failure.error;
      this.#throwIfStopped(step, operation, failure);
      return { step, failed: await this.#failed(step.load(), failure) };
    }
    return undefined;
  }

  /** Keeps what was done in the session besides playing scripts. */
  settle(): void {
    this.later(this.#isolation.settle);
  }

  /** Undoes the open frame, if there is one. */
  undo(): void {
    if (!this.#isFrameOpen) return;
    this.#isFrameOpen = false;
    this.later(this.#isolation.undo + this.#sequences);
  }

  /**
   * Remembers the state of the database. Only for what is one transaction.
   *
   * @param objects - with the values that sequences have.
   * @returns what brings the state back.
   */
  mark(objects: Iterable<CatalogObject>): () => void {
    const restored = restoreSequences(objects);
    this.later('savepoint pgpm_mark;\nsavepoint pgpm_frame;\n');
    return () => {
      this.#isFrameOpen = false;
      this.#sequences = restored;
      this.later(`rollback to savepoint pgpm_mark;\nsavepoint pgpm_frame;\n${restored}`);
    };
  }

  /** What undoes a script, for the middle of a message. */
  get undoing(): string {
    return this.#isolation.undo;
  }

  /** Adds statements to the beginning of the next message. */
  later(sql: string): void {
    this.#pending += sql;
  }

  /** A script as a part of a message. */
  part(step: ScriptStep, { open, keep }: { readonly open: boolean; readonly keep: boolean }): BatchPart {
    const script = step.load();
    return {
      prologue: (open ? this.#isolation.open : '') + this.#prologue(step),
      setup: directiveStatements(script, 'local'),
      sql: script.sql,
      epilogue: `${resetSession}select pgpm_check.fire_deferred();\n${keep ? this.#isolation.keep : ''}`,
    };
  }

  #prologue(step: ScriptStep): string {
    const entersModule = this.#module !== step.module.name;
    this.#module = step.module.name;
    return resetSession + (entersModule ? resetModule : '');
  }

  /** Sends a message. What should have been done before it is, or remains for the next one. */
  async send(parts: readonly BatchPart[]): Promise<Sent> {
    const pending = this.#pending;
    this.#pending = '';
    // An empty part in front tells whether anything ran at all.
    const { done, failure } = await this.#session.batch([{ prologue: pending, sql: '' }, ...parts], '');
    // What it should have begun with is still to be done. A transaction that it met is aborted all the same.
    if (done.length === 0) this.#pending = this.#isolation.undo + pending;
    return {
      values: done.slice(1).map(valueOf),
      failure: failure && { ...failure, part: Math.max(failure.part - 1, 0) },
    };
  }

  /** Asks inside of the open frame, or outside of any. */
  async ask(...questions: readonly string[]): Promise<readonly string[]> {
    const { values, failure } = await this.send(questions.map((sql) => ({ prologue: '', sql })));
    if (failure !== undefined) throw failure.error;
    return values.map((value) => value ?? '');
  }

  async catalog(): Promise<Catalog> {
    const [text = ''] = await this.ask(readCatalog);
    return parseCatalog(text);
  }

  /** From here on, undoing a frame also gives sequences the values that are among these: a rollback does not. */
  remember(objects: Iterable<CatalogObject>): void {
    this.#sequences = restoreSequences(objects);
  }

  #throwIfStopped(step: ScriptStep, operation: Operation, failure: BatchFailure): void {
    const cancelled = this.#signal?.aborted === true;
    if (!cancelled && this.#session.lost === undefined) return;
    const state = { kept: [], rolledBack: [] };
    throw changeFailure({ operation, step, script: undefined, failure, cancelled, lost: this.#session.lost, state });
  }

  /** Asks another session, when it has to: in this one a transaction is open. */
  async #failed(script: PreparedScript, failure: BatchFailure): Promise<ScriptFailure> {
    const { error } = failure;
    if (!isDatabaseError(error) || error.code !== '57014') {
      return { script, failure, limit: await findLimit(this.#session, error) };
    }
    const other = await this.#session.another();
    try {
      return { script, failure, limit: await findLimit(other, error) };
    } finally {
      await other.close();
    }
  }

  /** Statement by statement, each committed at once; there is no frame to undo. */
  async #playOutside(step: ScriptStep, script: PreparedScript, options: PlayOptions): Promise<Played> {
    const directives = directiveStatements(script, 'session').join('');
    await this.#session.execute(this.#pending + this.#prologue(step) + directives);
    this.#pending = '';
    for (const [place, { start, end }] of script.statements.entries()) {
      try {
        // Alone in its message: several make a transaction.
        await this.#session.execute(script.sql.slice(start, end));
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        const position = 'position' in error ? Number(error.position) - 1 : Number.NaN;
        const offset = start + (position >= 0 ? position : 0);
        const failure = { part: 0, statement: place, offset, error };
        this.#throwIfStopped(step, options.operation, failure);
        return { failed: await this.#failed(script, failure), before: undefined, after: undefined };
      }
    }
    await this.#session.execute(resetSession);
    const [after] = options.after === undefined ? [] : await this.ask(options.after);
    return { failed: undefined, before: undefined, after };
  }
}

/** Statements that give sequences the values that are among `objects`. */
export function restoreSequences(objects: Iterable<CatalogObject>): string {
  const values = [...objects].filter(({ kind }) => kind === 'sequence value');
  return values
    .map(({ name, definition }) => {
      const value = definition.split(' ', 1)[0] ?? '';
      return `select pg_catalog.setval('${name.replaceAll("'", "''")}', ${value}, ${String(value === definition)});\n`;
    })
    .join('');
}

function valueOf({ last }: PartOutcome): string | undefined {
  return last?.row?.[0] ?? undefined;
}

function snapshotFailure(step: ScriptStep, { error: cause }: BatchFailure): EngineError {
  const sqlState = isDatabaseError(cause) ? (cause.code ?? '') : '';
  const context = { module: step.module.name, change: step.change, place: { file: step.file }, cause };
  return new EngineError('SNAPSHOT_FAILED', { sqlState, reason: cause.message }, context);
}
