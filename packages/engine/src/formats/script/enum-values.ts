import { Lexer } from './lexer.js';
import type { Statement } from './statements.js';

/** A value added to an enum and used before its transaction has ended, which the server refuses. */
export interface EarlyUse {
  readonly added: Statement;
  readonly usedBy: Statement;
  readonly value: string;
}

/**
 * `ALTER TYPE … ADD VALUE` followed by a use of the value. Statements that define types or comments name values
 * without using them; a type that the same script creates may be used at once.
 */
export function findEarlyUses(text: string, statements: readonly Statement[]): readonly EarlyUse[] {
  const pending = new Map<string, Statement>();
  const created = new Set<string>();
  const found: EarlyUse[] = [];
  for (const statement of statements) {
    const [first, second] = statement.words;
    if (second === 'TYPE' && first === 'CREATE') created.add(typeName(text, statement));
    if (second === 'TYPE' && first === 'ALTER') {
      const value = addedValue(text, statement);
      if (value !== undefined && !created.has(typeName(text, statement))) pending.set(value, statement);
    }
    if (pending.size === 0 || second === 'TYPE' || first === 'COMMENT') continue;
    for (const value of literalsOf(text, statement)) {
      const added = pending.get(value);
      if (added === undefined) continue;
      pending.delete(value);
      found.push({ added, usedBy: statement, value });
    }
  }
  return found;
}

/** The name as written: what stands between `TYPE` and the next keyword. */
function typeName(text: string, { start, end }: Statement): string {
  const lexer = new Lexer(text, start, end);
  let name = '';
  lexer.next();
  lexer.next();
  while (lexer.next() && !lexer.isWord('AS') && !lexer.isWord('ADD')) name += lexer.value();
  return name.toLowerCase();
}

function addedValue(text: string, { start, end }: Statement): string | undefined {
  const lexer = new Lexer(text, start, end);
  let previous = '';
  let adds = false;
  while (lexer.next()) {
    if (adds && lexer.kind === 'literal') return literalValue(lexer.value());
    adds ||= previous === 'ADD' && lexer.isWord('VALUE');
    previous = lexer.kind === 'word' ? lexer.value().toUpperCase() : '';
  }
  return undefined;
}

const sqlLanguage = /\blanguage\s{1,20}'?sql\b/i;

/** The strings of a statement, those of code that the server reads at once included. */
function* literalsOf(text: string, { start, end, words }: Statement): Generator<string> {
  const readsBody = words[0] === 'DO' || (words[0] === 'CREATE' && sqlLanguage.test(text.slice(start, end)));
  for (const lexer = new Lexer(text, start, end); lexer.next();) {
    if (lexer.kind === 'literal') yield literalValue(lexer.value());
    if (lexer.kind !== 'dollar') continue;
    const value = dollarValue(lexer.value());
    yield value;
    if (!readsBody) continue;
    for (const inner = new Lexer(value); inner.next();) if (inner.kind === 'literal') yield literalValue(inner.value());
  }
}

function literalValue(literal: string): string {
  return literal.slice(literal.indexOf("'") + 1, -1).replaceAll("''", "'");
}

function dollarValue(literal: string): string {
  const delimiter = literal.indexOf('$', 1) + 1;
  return literal.slice(delimiter, -delimiter);
}
