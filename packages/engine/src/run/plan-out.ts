import { findOutsideOnly, forPsql, type PreparedScript } from '../formats/sql.js';
import { changeKey } from '../resolve/index.js';
import { forgetStatements, noteStatements, type NotedScript } from '../store/write.js';
import {
  lockedFileTransaction,
  lockStatement,
  plainTransaction,
  unlockStatement,
  type TransactionFrame,
} from '../store/index.js';
import type { Work } from './work.js';
import { quoteIdentifier } from './extensions.js';
import type { TransactionScope } from './options.js';
import { statementHashes } from './resume.js';
import { settingsBefore, splitUnits, type StatementUnit } from './statement-units.js';
import { directiveStatements, registryContext, resetModule, resetSession, type ScriptStep } from './steps.js';

/** Takes the text of a run, piece by piece. */
export type PlanOut = (sql: string) => void;

/** A run as it was decided. */
export interface PlannedRun<Step extends ScriptStep> {
  /** First line: what the file does. */
  readonly title: string;
  readonly work: Work<Step>;
  readonly groups: readonly (readonly Step[])[];
  readonly tx: TransactionScope;
  /** The file takes the lock of the database, and keeps it to its end. */
  readonly lock: boolean;
  /** Statements that go first: that the registry is as expected, that it is made. */
  readonly before: string;
  readonly extensions: readonly string[];
  /** Statements that go last. */
  readonly after: string;
}

/** What `reset all` would undo: the file is UTF-8, whatever the client's locale is. */
const encoding = `set client_encoding = 'UTF8';\n`;

const reset = resetSession + encoding;

/** {@link registryContext} in a file. */
export const fileContext = registryContext.replace(resetSession, reset);

/** How many changes are recorded by one statement. */
const recordedAtOnce = 128;

/**
 * Writes a run as one file that `psql -X -f` runs: the same transactions, the same statements, the same registry rows. It
 * refuses to run on a registry that has changed since, and so to run twice.
 */
export function writeRun<Step extends ScriptStep>(run: PlannedRun<Step>, out: PlanOut): void {
  const { title, work, groups, tx, lock, before, extensions, after } = run;
  if (groups.length === 0 && extensions.length === 0) {
    out(`-- ${oneLine(title)}: nothing to do\n`);
    return;
  }
  out(`-- ${oneLine(title)}\n\\set ON_ERROR_STOP on\n\\set QUIET on\n${encoding}`);
  out(`${lock ? lockStatement : ''}${before}\n`);
  const transaction = lock ? lockedFileTransaction : plainTransaction;
  const inOne = tx === 'run';
  if (inOne) out(transaction.begin);
  for (const name of extensions) out(`create extension if not exists ${quoteIdentifier(name)} cascade;\n`);
  const writer = new RunWriter(work, transaction, out);
  for (const group of groups) {
    const [first] = group;
    if (first?.noTransaction === true) writer.writeWithoutTransaction(first);
    else writer.writeGroup(group, !inOne);
  }
  if (inOne) out(transaction.commit);
  out(after + (lock ? unlockStatement : ''));
}

class RunWriter<Step extends ScriptStep> {
  readonly #work: Work<Step>;
  readonly #transaction: Omit<TransactionFrame, 'rollback'>;
  readonly #out: PlanOut;
  #module: string | undefined;

  constructor(work: Work<Step>, transaction: Omit<TransactionFrame, 'rollback'>, out: PlanOut) {
    this.#work = work;
    this.#transaction = transaction;
    this.#out = out;
  }

  writeGroup(group: readonly Step[], isTransaction: boolean): void {
    if (isTransaction) this.#out(this.#transaction.begin);
    for (let next = 0; next < group.length; next += recordedAtOnce) {
      const steps = group.slice(next, next + recordedAtOnce);
      for (const step of steps) {
        const script = step.load();
        this.#begin(step, directiveStatements(script, 'local', this.#work.timeouts));
        // A script may end in a comment or without its semicolon.
        if (!this.#work.logOnly) this.#out(`${forPsql(script.sql)}\n;\n`);
      }
      this.#out(fileContext + this.#work.record(steps));
    }
    if (isTransaction) this.#out(this.#transaction.commit);
  }

  writeWithoutTransaction(step: Step): void {
    const script = step.load();
    const { operation, logOnly, keepsNotes, record } = this.#work;
    const noted = { module: step.module.name, change: step.change, operation };
    this.#begin(step, directiveStatements(script, 'session', this.#work.timeouts));
    const from = step.resume?.from ?? 0;
    this.#out(forPsql(settingsBefore(script, from)));
    if (!logOnly) this.#writeStatements(script, from, keepsNotes ? noted : undefined);
    const forget = keepsNotes ? forgetStatements(noted) : '';
    const { begin, commit } = this.#transaction;
    this.#out(begin + fileContext + record([step]) + forget + commit);
  }

  #begin(step: Step, directives: readonly string[]): void {
    const enters = step.module.name === this.#module ? '' : resetModule;
    this.#module = step.module.name;
    const title = `${this.#work.operation} ${changeKey(step.module.name, step.change)} (${step.file})`;
    this.#out(`\n-- ${oneLine(title)}\n${reset}${enters}${directives.join('')}`);
  }

  #writeStatements(script: PreparedScript, from: number, noted: NotedScript | undefined): void {
    const { begin, commit } = this.#transaction;
    const hashes = statementHashes(script);
    const outside = new Set(findOutsideOnly(script.sql, script.statements).map(({ statement }) => statement));
    const text = (first: number, last: number): string =>
      forPsql(`${script.sql.slice(script.statements[first]?.start, script.statements[last]?.end)};\n`);
    const note = ({ first, last }: StatementUnit, isFinished: boolean): string =>
      noted === undefined ? '' : forPsql(noteStatements(noted, first, hashes.slice(first, last + 1), isFinished));
    const alone = (sql: string): string => (sql === '' ? '' : begin + sql + commit);
    for (const unit of splitUnits(script.statements)) {
      const { kind, first, last } = unit;
      if (first < from) continue;
      const statement = script.statements[first];
      if (kind === 'block') this.#out(text(first, last - 1) + note(unit, true) + text(last, last));
      else if (kind === 'one' && statement !== undefined && !outside.has(statement)) {
        this.#out(begin + text(first, last) + note(unit, true) + commit);
      } else this.#out(alone(note(unit, false)) + text(first, last) + alone(note(unit, true)));
    }
  }
}

/** A comment must not end early. */
function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ');
}
