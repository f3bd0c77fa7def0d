import { Lexer } from './lexer.js';
import { splitStatements } from './statements.js';

/** What psql takes for a quote, and for a backslash, depends on these. */
const reading = `set client_encoding = 'UTF8'; set standard_conforming_strings = on;\n`;

/** Any other text is read in the same way whatever they are. */
const ambiguous = /[^\0-\x7f]|\\/;

/**
 * A script for a file that psql runs. The server gets a script as a whole, and reads it before anything in it has an effect;
 * psql reads on by the settings that statements have made. Without those that a script is checked with, text in quotes could
 * become commands of psql.
 */
export function forPsql(sql: string): string {
  if (!ambiguous.test(sql)) return sql;
  const pieces: string[] = [];
  let start = 0;
  for (const { end } of splitStatements(sql)) {
    const semicolon = new Lexer(sql, end);
    semicolon.next();
    pieces.push(sql.slice(start, semicolon.end));
    start = semicolon.end;
  }
  pieces.push(sql.slice(start));
  return pieces.map((piece) => (ambiguous.test(piece) ? `\n${reading}${piece}` : piece)).join('');
}
