import { catalogSetup, parseCatalog, readCatalog, type Catalog } from '../../catalog/index.js';
import { EngineError } from '../../errors/index.js';
import type { PreparedScript } from '../../formats/index.js';
import { isDatabaseError, type BatchFailure, type BatchPart, type Session } from '../../store/index.js';
import { changeFailure } from '../failures.js';
import { directiveStatements, resetModule, resetSession, type ScriptStep } from '../steps.js';
import type { Operation } from '../events.js';
import { isolations, type Isolation } from './isolation.js';

/** A script that failed. */
export interface ScriptFailure {
  readonly script: PreparedScript;
  readonly failure: BatchFailure;
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
    const script = step.load();
    if (step.noTransaction) return this.#playOutside(step, script, options);
    return this.playText(step, script, options);
  }

  async playText(step: ScriptStep, script: PreparedScript, options: PlayOptions): Promise<Played> {
    const { keep = false, before, after, sameFrame = false } = options;
    const prologue = [
      sameFrame ? '' : this.#isolation.open,
      resetSession,
      this.#entersModule(step) ? resetModule : '',
      directiveStatements(script, 'local'),
    ].join('');
    const epilogue = `${resetSession}select pgpm_check.fire_deferred();\n${keep ? this.#isolation.keep : ''}`;
    const parts: BatchPart[] = [
      ...(before === undefined ? [] : [{ prologue: '', sql: before }]),
      { prologue, sql: script.sql, epilogue },
      ...(after === undefined ? [] : [{ prologue: '', sql: after }]),
    ];
    const place = before === undefined ? 0 : 1;
    const { done, failure } = await this.#send(parts);
    if (failure === undefined) {
      const value = (part: number): string | undefined => done[part]?.last?.row?.[0] ?? undefined;
      return { failed: undefined, before: value(place - 1), after: value(place + 1) };
    }
    this.#throwIfStopped(step, options.operation, failure);
    if (failure.part > place) throw snapshotFailure(step, failure);
    return { failed: { script, failure }, before: undefined, after: undefined };
  }

  /** Undoes the frame of the script before. */
  undo(): void {
    this.#pending += this.#isolation.undo + this.#sequences;
  }

  /** Asks inside of the open frame, or outside of any. */
  async ask(...questions: readonly string[]): Promise<readonly string[]> {
    const { done, failure } = await this.#send(questions.map((sql) => ({ prologue: '', sql })));
    if (failure !== undefined) throw failure.error;
    return done.map(({ last }) => last?.row?.[0] ?? '');
  }

  async catalog(): Promise<Catalog> {
    const [text = ''] = await this.ask(readCatalog);
    return parseCatalog(text);
  }

  /** From here on, undoing a frame also gives sequences the values of this catalog: a rollback does not. */
  remember(catalog: Catalog): void {
    const values = [...catalog.objects.values()].filter(({ kind }) => kind === 'sequence value');
    this.#sequences = values
      .map(({ name, definition }) => {
        const value = definition.split(' ', 1)[0] ?? '';
        return `select pg_catalog.setval('${name.replaceAll("'", "''")}', ${value}, ${String(value === definition)});\n`;
      })
      .join('');
  }

  async #send(parts: readonly BatchPart[]): ReturnType<Session['batch']> {
    const [first, ...rest] = parts;
    if (first === undefined) throw new TypeError('there is nothing to send');
    const prologue = this.#pending + first.prologue;
    this.#pending = '';
    return this.#session.batch([{ ...first, prologue }, ...rest], '');
  }

  #entersModule(step: ScriptStep): boolean {
    const entered = this.#module !== step.module.name;
    this.#module = step.module.name;
    return entered;
  }

  #throwIfStopped(step: ScriptStep, operation: Operation, failure: BatchFailure): void {
    const cancelled = this.#signal?.aborted === true;
    if (!cancelled && this.#session.lost === undefined) return;
    const state = { kept: [], rolledBack: [] };
    throw changeFailure({ operation, step, script: undefined, failure, cancelled, lost: this.#session.lost, state });
  }

  /** Statement by statement, each committed at once; there is no frame to undo. */
  async #playOutside(step: ScriptStep, script: PreparedScript, options: PlayOptions): Promise<Played> {
    const setup = resetSession + (this.#entersModule(step) ? resetModule : '') + directiveStatements(script, 'session');
    await this.#session.execute(this.#pending + setup);
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
        return { failed: { script, failure }, before: undefined, after: undefined };
      }
    }
    await this.#session.execute(resetSession);
    const [after] = options.after === undefined ? [] : await this.ask(options.after);
    return { failed: undefined, before: undefined, after };
  }
}

function snapshotFailure(step: ScriptStep, { error: cause }: BatchFailure): EngineError {
  const sqlState = isDatabaseError(cause) ? (cause.code ?? '') : '';
  const context = { module: step.module.name, change: step.change, place: { file: step.file }, cause };
  return new EngineError('SNAPSHOT_FAILED', { sqlState, reason: cause.message }, context);
}
