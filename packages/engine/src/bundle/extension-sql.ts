import type { PreparedScript, Statement } from '../formats/sql.js';
import { undoSettings } from './session-settings.js';

/** One change of a module with its prepared deploy script. */
export interface BundledChange {
  readonly name: string;
  readonly script: PreparedScript;
}

/**
 * All deploy scripts as the SQL file of an extension: plan order, each under a comment with its name, text as written.
 * Transaction statements and `CREATE EXTENSION` are blanked: the server and the control file take their place.
 * What a script sets is reset behind it, as a deploy does.
 */
export function extensionSql(module: string, changes: readonly BundledChange[]): string {
  const guard = `\\echo Use "CREATE EXTENSION ${module}" to load this file. \\quit\n`;
  const texts = changes.map(({ name, script }) => `\n-- change: ${name}\n${scriptText(script)}`);
  const setsPath = changes.some(({ script }) => undoSettings(script).before.length > 0);
  return guard + texts.join('') + (setsPath ? resetPath : '');
}

/** A path that was not only set for the transaction would stay in the session that creates the extension. */
const resetPath = '\nreset search_path;\n';

function scriptText(script: PreparedScript): string {
  const { sql, statements } = script;
  let text = '';
  let at = 0;
  for (const { start, end } of statements.filter(createsExtension)) {
    text += sql.slice(at, start) + sql.slice(start, end).replace(/[^\n]/g, ' ');
    // The semicolon goes, too: an empty statement would be legal, but puzzling.
    at = sql[end] === ';' ? end + 1 : end;
  }
  text += sql.slice(at);
  const { before, after } = undoSettings(script);
  const body = text.trim();
  // A last statement may lack its semicolon, and a last comment its line end.
  const closed = needsSemicolon(sql, statements) ? `${body}\n;` : body;
  return [...before, closed, ...after].filter((part) => part !== '').join('\n') + '\n';
}

function createsExtension({ words }: Statement): boolean {
  return words[0] === 'CREATE' && words[1] === 'EXTENSION';
}

function needsSemicolon(sql: string, statements: readonly Statement[]): boolean {
  const last = statements.at(-1);
  return last !== undefined && !createsExtension(last) && sql[last.end] !== ';';
}
