import { TestingError } from '../testing-error.js';

/** One part: in double quotes, with `""` for a quote, or plain. Nothing is folded to lower case. */
const part = '(?:"((?:[^"]|"")+)"|([^".]+))';
const shape = new RegExp(`^${part}(?:\\.${part})?$`);

/**
 * `users`, `app.users` or `"odd.schema"."Odd ""table"""` as SQL, quoted.
 *
 * @throws {TestingError} `SEED_FAILED` for what is no name of a table.
 */
export function quoteTable(name: string): string {
  const [, quoted1, plain1, quoted2, plain2] = shape.exec(name) ?? [];
  const parts = [quoted1?.replaceAll('""', '"') ?? plain1, quoted2?.replaceAll('""', '"') ?? plain2];
  const [first, second] = parts;
  if (first === undefined) {
    const reason = 'write table or schema.table, with quotes around a name that has a dot';
    throw new TestingError('SEED_FAILED', { source: `the table ${JSON.stringify(name)}`, reason });
  }
  return second === undefined ? quoteName(first) : `${quoteName(first)}.${quoteName(second)}`;
}

export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
