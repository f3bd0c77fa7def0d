import type { PreparedScript, Statement } from '../formats/sql.js';

/**
 * Statements of a script without a transaction that are noted together.
 *
 * - `one`: a single statement, which shares a transaction with its note, so that both are there or neither is.
 * - `block`: a transaction of the script's own, which takes the note along.
 * - `loose`: statements that cannot share a transaction with a note. The note stands before and after them, and when only
 *   the first of the two is found, nobody knows.
 */
export interface StatementUnit {
  readonly kind: 'one' | 'block' | 'loose';
  /** Places of its first and last statement, from 0, both included. */
  readonly first: number;
  readonly last: number;
}

export function splitUnits(statements: readonly Statement[]): readonly StatementUnit[] {
  const units: StatementUnit[] = [];
  for (let first = 0; first < statements.length;) {
    const unit = unitAt(statements, first);
    units.push(unit);
    first = unit.last + 1;
  }
  return units;
}

function unitAt(statements: readonly Statement[], first: number): StatementUnit {
  const words = statements[first]?.words ?? [];
  // What these call may commit.
  if (words[0] === 'CALL' || words[0] === 'DO') return { kind: 'loose', first, last: first };
  if (!begins(words)) return { kind: 'one', first, last: first };
  const chained = statements.findIndex((statement, place) => place > first && statement.words.includes('CHAIN'));
  const end = statements.findIndex(
    (statement, place) => place > first && ends(statement.words) && !statement.words.includes('CHAIN'),
  );
  if (end < 0) return { kind: 'loose', first, last: statements.length - 1 };
  const commits = isCommit(statements[end]?.words ?? []) && !(chained > first && chained < end);
  return { kind: commits ? 'block' : 'loose', first, last: end };
}

function begins([first, second]: readonly string[]): boolean {
  return first === 'BEGIN' || (first === 'START' && second === 'TRANSACTION');
}

function ends(words: readonly string[]): boolean {
  const [first, second] = words;
  if (first === 'PREPARE') return second === 'TRANSACTION';
  if (first === 'ROLLBACK') return !words.includes('TO') && second !== 'PREPARED';
  return isCommit(words) || first === 'ABORT';
}

function isCommit([first, second]: readonly string[]): boolean {
  return first === 'END' || (first === 'COMMIT' && second !== 'PREPARED');
}

/** The settings that the statements before `from` made, and that ended with their session. */
export function settingsBefore({ sql, statements }: PreparedScript, from: number): string {
  const settings = statements.slice(0, from).filter(setsSession);
  return settings.map(({ start, end }) => `${sql.slice(start, end)};\n`).join('');
}

function setsSession({ words: [first, second] }: Statement): boolean {
  return first === 'RESET' || (first === 'SET' && !['LOCAL', 'TRANSACTION', 'CONSTRAINTS'].includes(second ?? ''));
}

/** Whether it can be tried again when nobody knows if it has run: running twice is the same, or fails and tells so. */
export function isRepeatable(unit: StatementUnit, statements: readonly Statement[]): boolean {
  const [first] = statements[unit.first]?.words ?? [];
  return unit.kind !== 'loose' || (unit.first === unit.last && first !== 'CALL' && first !== 'DO');
}
