import { Lexer } from './lexer.js';
import { splitStatements } from './statements.js';

/** What psql takes for a quote, and for a backslash, depends on these. */
const reading = `set client_encoding = 'UTF8'; set standard_conforming_strings = on;\n`;

/** Any other text is read in the same way whatever they are. */
const ambiguous = /[^\0-\x7f]|\\/;

/**
 * A script for a file that psql runs.
 *
 * The server gets a script as a whole, and reads it before anything in it has an effect; psql reads on by the settings that
 * statements have made. Without those that a script is checked with, text in quotes could become commands of psql.
 */
export function forPsql(sql: string): string {
  return splitAtEnds(sql)
    .map((piece) => (ambiguous.test(piece) ? `\n${reading}` : '') + escapeColons(piece))
    .join('');
}

/** Each statement with its semicolon, and with what stands before it; then the rest. */
function splitAtEnds(sql: string): readonly string[] {
  const pieces: string[] = [];
  let start = 0;
  for (const { end } of splitStatements(sql)) {
    const semicolon = new Lexer(sql, end);
    semicolon.next();
    pieces.push(sql.slice(start, semicolon.end));
    start = semicolon.end;
  }
  return [...pieces, sql.slice(start)];
}

/** In an array, `[1:PORT]` would name a variable of psql. */
function escapeColons(sql: string): string {
  const pieces: string[] = [];
  let start = 0;
  const lexer = new Lexer(sql);
  while (lexer.next()) {
    if (!lexer.isSymbol(':')) continue;
    const next = sql.charAt(lexer.end);
    if (next === ':') lexer.end++;
    if (!/[A-Za-z_'"{\u0080-\uffff]/.test(next)) continue;
    pieces.push(sql.slice(start, lexer.start), '\\');
    start = lexer.start;
  }
  return [...pieces, sql.slice(start)].join('');
}
