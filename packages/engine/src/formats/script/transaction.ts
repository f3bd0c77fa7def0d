import { Lexer } from './lexer.js';
import type { Statement } from './statements.js';

/** How a statement controls transactions. Savepoints are none of these: they may stay inside the run's transaction. */
type Control = 'begin' | 'end' | 'other';

/** The statements of a script that control the transaction. */
export interface TransactionControl {
  /** A `BEGIN` at the start and a `COMMIT`, `END` or `ROLLBACK` at the end: to be cut out. */
  readonly wrapping: readonly Statement[];
  /** All others: these would end or split the transaction of the run. */
  readonly refused: readonly Statement[];
}

export function findTransactionControl(statements: readonly Statement[]): TransactionControl {
  const opening = statements.find(({ words }) => words[0] !== 'SET');
  const closing = statements.at(-1);
  const wrapping: Statement[] = [];
  const refused: Statement[] = [];
  for (const statement of statements) {
    const control = controlOf(statement.words);
    if (control === undefined) continue;
    const wraps = (statement === opening && control === 'begin') || (statement === closing && control === 'end');
    (wraps ? wrapping : refused).push(statement);
  }
  return { wrapping, refused };
}

function controlOf([first, second, third]: readonly string[]): Control | undefined {
  switch (first) {
    case 'BEGIN':
      return 'begin';
    case 'START':
      return second === 'TRANSACTION' ? 'begin' : undefined;
    case 'COMMIT':
    case 'ROLLBACK':
    case 'END':
    case 'ABORT': {
      if (second === 'PREPARED') return 'other';
      const afterNoise = second === 'WORK' || second === 'TRANSACTION' ? third : second;
      return first === 'ROLLBACK' && afterNoise === 'TO' ? undefined : 'end';
    }
    case 'PREPARE':
      return second === 'TRANSACTION' ? 'other' : undefined;
    default:
      return undefined;
  }
}

/** A script that fits into the transaction of a run. */
export interface TransactionFree {
  /** As long as the script, with the same lines: what was cut out is blank. */
  readonly sql: string;
  /** What is left to run. */
  readonly statements: readonly Statement[];
}

/** Cuts out the transaction statements that wrap a script, by position. Every other character stays where it was. */
export function transactionFreeText(text: string, statements: readonly Statement[]): TransactionFree {
  const { wrapping } = findTransactionControl(statements);
  if (wrapping.length === 0) return { sql: text, statements };
  let sql = '';
  let end = 0;
  for (const statement of wrapping) {
    const cutEnd = endWithSemicolon(text, statement.end);
    sql += text.slice(end, statement.start) + blankOut(text.slice(statement.start, cutEnd));
    end = cutEnd;
  }
  return { sql: sql + text.slice(end), statements: statements.filter((statement) => !wrapping.includes(statement)) };
}

function endWithSemicolon(text: string, end: number): number {
  const lexer = new Lexer(text, end);
  return lexer.next() && lexer.isSymbol(';') ? lexer.end : end;
}

function blankOut(text: string): string {
  if (!/[\r\n]/.test(text)) return ' '.repeat(text.length);
  return text.replace(/[^\r\n]+/g, (part) => ' '.repeat(part.length));
}
