import type { PreparedScript, Statement } from '../formats/sql.js';

/** Statements that undo what a script sets beyond its end. */
export interface Undoing {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

const keepPath = `select pg_catalog.set_config('pgpm.search_path', pg_catalog.current_setting('search_path'), true);`;
const restorePath = `select pg_catalog.set_config('search_path', pg_catalog.current_setting('pgpm.search_path'), true);`;

/**
 * What keeps the settings of one script from the next one. The path is kept and restored: while an extension is created, it
 * leads to the schema of the extension, and a reset would lead away from there.
 */
export function undoSettings({ sql, statements }: PreparedScript): Undoing {
  const names = new Set(
    statements.flatMap((statement) => settingsOf(statement, sql.slice(statement.start, statement.end))),
  );
  const setsPath = names.delete('search_path');
  const resets = [...names].map((name) => `reset ${name};`);
  return setsPath ? { before: [keepPath], after: [...resets, restorePath] } : { before: [], after: resets };
}

/** Other words for settings; none for what does not last, or cannot be reset. */
const special: Readonly<Record<string, readonly string[]>> = {
  AUTHORIZATION: ['session authorization'],
  CHARACTERISTICS: [],
  CONSTRAINTS: [],
  NAMES: ['client_encoding'],
  SCHEMA: ['search_path'],
  SEED: [],
  TIME: ['timezone'],
  TRANSACTION: [],
  XML: ['xmloption'],
};

const part = String.raw`(?:"(?:[^"]|"")+"|[\w$\u0080-\uffff]+)`;
const named = new RegExp(String.raw`^set\s+(?:(?:session|local)\s+)?(${part}(?:\s*\.\s*${part})*)`, 'i');
const called = /\bset_config\s*\(\s*'([\w.]+)'/gi;

/** Names as `reset` takes them. */
function settingsOf({ words }: Statement, text: string): readonly string[] {
  const [first, second, third] = words;
  if (first === 'SELECT' || first === 'DO')
    return [...text.matchAll(called)].map(([, name = '']) => name.toLowerCase());
  if (first === 'RESET') return second === 'SEARCH_PATH' ? ['search_path'] : [];
  if (first !== 'SET') return [];
  const word = second === 'SESSION' || second === 'LOCAL' ? third : second;
  const known = word === undefined ? undefined : special[word];
  if (known !== undefined) return known;
  const name =
    named
      .exec(text)?.[1]
      ?.replace(/"(\w+)"/g, '$1')
      .toLowerCase() ?? word?.toLowerCase();
  return name === undefined ? [] : [name];
}
