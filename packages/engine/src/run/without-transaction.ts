import type { PreparedScript } from '../formats/sql.js';
import { forgetStatements, noteStatements, readInvalidIndexes, type NotedScript } from '../store/write.js';
import { isDatabaseError, type BatchFailure, type Session, type TransactionFrame } from '../store/index.js';
import { statementHashes } from './resume.js';
import { settingsBefore, splitUnits, type StatementUnit } from './statement-units.js';
import type { Resume } from './steps.js';

export interface StatementRun {
  readonly script: PreparedScript;
  /** Statements of ours before the script. */
  readonly prologue: string;
  /** Whose statements they are, for the notes; absent when the registry has no room for notes. */
  readonly noted: NotedScript | undefined;
  readonly transaction: TransactionFrame;
  readonly resume: Resume | undefined;
  /** Wraps everything that waits for the server. */
  readonly watch: <T>(work: () => Promise<T>) => Promise<T>;
}

/** What a failed statement left behind. */
export interface StatementFailure {
  readonly failure: BatchFailure;
  /** How many statements have run, and stay. */
  readonly executed: number;
  /** Indexes that a concurrent build left unusable. */
  readonly invalidIndexes: readonly string[];
}

/** SQLSTATE of a statement that refuses to run inside a transaction. */
const refusesTransaction = '25001';

/** What a statement says that has run before: the object exists already, or does not exist any more. */
const ranBefore = new Set(['42P07', '42710', '42P04', '42704', '42P01', '3D000']);

/**
 * Runs a script statement by statement, each committed at once, from where an earlier run has stopped. Notes what has
 * run, so that the next run can go on behind it.
 *
 * @returns the failure that stopped it; undefined when it is through.
 */
export async function runStatements(session: Session, run: StatementRun): Promise<StatementFailure | undefined> {
  const { script, prologue, resume } = run;
  const hashes = statementHashes(script);
  const from = resume?.from ?? 0;
  const { failure: refused } = await session.batch(
    [{ prologue: prologue + settingsBefore(script, from), sql: '' }],
    '',
  );
  if (refused !== undefined) {
    // In front of the script, where no statement of it is to blame.
    return { failure: { ...refused, statement: -1, offset: undefined }, executed: from, invalidIndexes: [] };
  }
  for (const unit of splitUnits(script.statements)) {
    if (unit.first < from) continue;
    const isInterrupted = resume?.isInterrupted === true && unit.first === from;
    const failed = await new UnitRun(session, run, unit, hashes).run(isInterrupted);
    if (failed !== undefined) return failed;
  }
  return undefined;
}

class UnitRun {
  readonly #session: Session;
  readonly #run: StatementRun;
  readonly #unit: StatementUnit;
  readonly #hashes: readonly string[];

  constructor(session: Session, run: StatementRun, unit: StatementUnit, hashes: readonly string[]) {
    this.#session = session;
    this.#run = run;
    this.#unit = unit;
    this.#hashes = hashes.slice(unit.first, unit.last + 1);
  }

  async run(isInterrupted: boolean): Promise<StatementFailure | undefined> {
    if (this.#unit.kind === 'loose') return this.#runLoose(isInterrupted);
    const { failure } = await this.#run.watch(() => this.#session.batch([this.#transaction()], ''));
    if (failure === undefined) return undefined;
    const refused = isDatabaseError(failure.error) && failure.error.code === refusesTransaction;
    if (!refused || this.#unit.kind === 'block') {
      return { failure: this.#placed(failure), executed: this.#unit.first, invalidIndexes: [] };
    }
    await this.#session.execute('rollback');
    return this.#runLoose(isInterrupted);
  }

  /** Statements and note in one transaction: of ours, or that of the script. */
  #transaction(): { readonly prologue: string; readonly sql: string; readonly epilogue: string } {
    const { first, last, kind } = this.#unit;
    const { begin, commit } = this.#run.transaction;
    if (kind === 'one') {
      return { prologue: begin, sql: this.#text(first, last), epilogue: `${this.#note(true)}${commit}` };
    }
    const body = first + this.#opening;
    return {
      prologue: `${this.#text(first, body - 1)};\n`,
      sql: this.#text(body, last - 1),
      epilogue: `${this.#note(true)}${this.#text(last, last)};\n`,
    };
  }

  /**
   * How many statements open the transaction of a block: `BEGIN` and what says of which kind it is. The server takes that only
   * before any query, and a part begins with one of ours.
   */
  get #opening(): number {
    const { first, kind } = this.#unit;
    if (kind !== 'block') return 0;
    const rest = this.#run.script.statements.slice(first + 1);
    return 1 + rest.findIndex(({ words }) => words[0] !== 'SET' || words[1] !== 'TRANSACTION');
  }

  /** A failure of the unit as one of the script. */
  #placed({ statement, offset, ...rest }: BatchFailure): BatchFailure {
    const { statements } = this.#run.script;
    const body = this.#unit.first + this.#opening;
    const start = statements[body]?.start ?? 0;
    return {
      ...rest,
      // Behind its statements it is the note that failed.
      statement: body + statement > this.#unit.last ? statements.length : body + statement,
      offset: offset === undefined ? undefined : start + offset,
    };
  }

  async #runLoose(isInterrupted: boolean): Promise<StatementFailure | undefined> {
    const { first, last } = this.#unit;
    const invalidBefore = await this.#invalidIndexes();
    await this.#commitNote(false);
    for (let place = first; place <= last; place++) {
      const text = this.#text(place, place);
      try {
        await this.#run.watch(() => this.#session.execute(text));
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        const invalid = await this.#invalidIndexes();
        const left = [...invalid].filter(([name, plain]) => !invalidBefore.has(name) || text.includes(plain));
        const isDone = isInterrupted && isDatabaseError(error) && ranBefore.has(error.code ?? '') && left.length === 0;
        if (isDone) continue;
        const position = 'position' in error ? Number(error.position) - 1 : Number.NaN;
        const offset = (this.#run.script.statements[place]?.start ?? 0) + (position >= 0 ? position : 0);
        await this.#forgetBegun();
        return {
          failure: { part: 0, statement: place, offset, error },
          executed: place,
          invalidIndexes: left.map(([name]) => name),
        };
      }
    }
    return this.#noteEnd();
  }

  /** Its statements have run, whatever becomes of the note. */
  async #noteEnd(): Promise<StatementFailure | undefined> {
    try {
      await this.#commitNote(true);
      return undefined;
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      const { length } = this.#run.script.statements;
      const failure = { part: 0, statement: length, offset: undefined, error };
      return { failure, executed: this.#unit.last + 1, invalidIndexes: [] };
    }
  }

  #text(first: number, last: number): string {
    const { sql, statements } = this.#run.script;
    return sql.slice(statements[first]?.start, statements[last]?.end);
  }

  #note(isFinished: boolean, hashes = this.#hashes): string {
    const { noted } = this.#run;
    return noted === undefined ? '' : noteStatements(noted, this.#unit.first, hashes, isFinished);
  }

  async #commitNote(isFinished: boolean): Promise<void> {
    const note = this.#note(isFinished);
    const { begin, commit } = this.#run.transaction;
    if (note !== '') await this.#session.execute(begin + note + commit);
  }

  /** A statement that failed has not run. Of several together nobody knows: their note stays. */
  async #forgetBegun(): Promise<void> {
    const { noted } = this.#run;
    const { first, last } = this.#unit;
    if (noted === undefined || first < last || this.#session.lost !== undefined) return;
    await this.#session.execute(`rollback;\nbegin;\n${forgetStatements(noted, first)}commit`).catch(() => undefined);
  }

  /** Name, as it is to be written, to bare name. A connection that is about to end tells nothing. */
  async #invalidIndexes(): Promise<ReadonlyMap<string, string>> {
    return readInvalidIndexes(this.#session).catch(() => new Map<string, string>());
  }
}
