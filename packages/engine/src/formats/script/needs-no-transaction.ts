import { Lexer } from './lexer.js';
import type { Statement } from './statements.js';

/** A statement that the server refuses inside a transaction. */
export interface OutsideOnly {
  readonly statement: Statement;
  /** What it is, in a few words. */
  readonly name: string;
}

/** The statements of a script that cannot run inside a transaction, in order. */
export function findOutsideOnly(text: string, statements: readonly Statement[]): readonly OutsideOnly[] {
  const found: OutsideOnly[] = [];
  const slotDetached = statements.some((statement) => detachesSlot(text, statement));
  for (const statement of statements) {
    const name = outsideOnlyName(text, statement, slotDetached);
    if (name !== undefined) found.push({ statement, name });
  }
  return found;
}

function outsideOnlyName(text: string, statement: Statement, slotDetached: boolean): string | undefined {
  const [first, second] = statement.words;
  switch (first) {
    case 'VACUUM':
      return 'VACUUM';
    case 'DISCARD':
      return second === 'ALL' ? 'DISCARD ALL' : undefined;
    case 'CREATE':
    case 'DROP':
      return createdOutside(text, statement, slotDetached);
    case 'ALTER':
      return alteredOutside(text, statement);
    case 'REINDEX':
      return reindexOutside(text, statement);
    case 'CLUSTER':
      return clustersAll(text, statement) ? 'CLUSTER without a table' : undefined;
    default:
      return undefined;
  }
}

function createdOutside(text: string, statement: Statement, slotDetached: boolean): string | undefined {
  const [verb = '', second, third, fourth] = statement.words;
  if (second === 'DATABASE' || second === 'TABLESPACE') return `${verb} ${second}`;
  if (second === 'INDEX' && third === 'CONCURRENTLY') return `${verb} INDEX CONCURRENTLY`;
  if (second === 'UNIQUE' && third === 'INDEX' && fourth === 'CONCURRENTLY') return `${verb} UNIQUE INDEX CONCURRENTLY`;
  if (second !== 'SUBSCRIPTION') return undefined;
  const withoutSlot =
    verb === 'CREATE' ? hasOption(text, statement, ['CONNECT', 'CREATE_SLOT'], 'FALSE') : slotDetached;
  return withoutSlot ? undefined : `${verb} SUBSCRIPTION`;
}

/** `ALTER SUBSCRIPTION … SET (slot_name = NONE)`: what is dropped after it concerns this server alone. */
function detachesSlot(text: string, statement: Statement): boolean {
  const [first, second] = statement.words;
  return first === 'ALTER' && second === 'SUBSCRIPTION' && hasOption(text, statement, ['SLOT_NAME'], 'NONE');
}

/** `name = value` somewhere in the statement, the value as a word or a string. */
function hasOption(text: string, statement: Statement, names: readonly string[], value: string): boolean {
  let named = false;
  let assigned = false;
  for (const lexer = lexerOf(text, statement); lexer.next();) {
    if (assigned && lexer.value().replaceAll("'", '').toUpperCase() === value) return true;
    assigned = named && lexer.isSymbol('=');
    named = names.some((name) => lexer.isWord(name));
  }
  return false;
}

const publicationVerbs = new Set(['SET', 'ADD', 'DROP']);

function alteredOutside(text: string, statement: Statement): string | undefined {
  const [, second] = statement.words;
  if (second === 'SYSTEM') return 'ALTER SYSTEM';
  if (second !== 'SUBSCRIPTION' && second !== 'DATABASE' && second !== 'TABLE') return undefined;
  const refreshes = second === 'SUBSCRIPTION' && !hasOption(text, statement, ['REFRESH'], 'FALSE');
  let previous = '';
  let detaching = false;
  for (const lexer = lexerOf(text, statement); lexer.next();) {
    const word = lexer.kind === 'word' ? lexer.value().toUpperCase() : '';
    if (word === 'PUBLICATION' && second === 'SUBSCRIPTION') {
      if (previous === 'REFRESH') return 'ALTER SUBSCRIPTION … REFRESH PUBLICATION';
      if (publicationVerbs.has(previous) && refreshes) return `ALTER SUBSCRIPTION … ${previous} PUBLICATION`;
    }
    if (word === 'TABLESPACE' && second === 'DATABASE' && previous === 'SET') return 'ALTER DATABASE … SET TABLESPACE';
    if (detaching && word === 'CONCURRENTLY' && previous !== 'PARTITION')
      return 'ALTER TABLE … DETACH PARTITION CONCURRENTLY';
    detaching ||= word === 'PARTITION' && previous === 'DETACH';
    previous = word;
  }
  return undefined;
}

function reindexOutside(text: string, statement: Statement): string | undefined {
  const lexer = lexerOf(text, statement);
  let kind: string | undefined;
  let depth = 0;
  // Options in parentheses, what to rebuild, then its name: the last place where the keyword may stand.
  lexer.next();
  while (lexer.next()) {
    if (lexer.isWord('CONCURRENTLY')) return 'REINDEX … CONCURRENTLY';
    if (lexer.isSymbol('(')) depth++;
    else if (lexer.isSymbol(')')) depth--;
    else if (depth === 0 && kind === undefined) kind = lexer.value().toUpperCase();
    else if (depth === 0) break;
  }
  return kind === 'SCHEMA' || kind === 'DATABASE' || kind === 'SYSTEM' ? `REINDEX ${kind}` : undefined;
}

/** `CLUSTER`, `CLUSTER VERBOSE`, `CLUSTER (VERBOSE)`: without a name it goes through every table. */
function clustersAll(text: string, statement: Statement): boolean {
  let depth = 0;
  const lexer = lexerOf(text, statement);
  lexer.next();
  while (lexer.next()) {
    if (lexer.isSymbol('(')) depth++;
    else if (lexer.isSymbol(')')) depth--;
    else if (depth === 0 && !lexer.isWord('VERBOSE')) return false;
  }
  return true;
}

function lexerOf(text: string, { start, end }: Statement): Lexer {
  return new Lexer(text, start, end);
}
