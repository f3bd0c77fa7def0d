import { readFile } from 'node:fs/promises';

import type { Client } from 'pg';

import { TestingError } from '../testing-error.js';
import { seedFailure } from './failure.js';
import { advanceSequences } from './sequences.js';
import { quoteName, quoteTable } from './table-name.js';

/** Paths of CSV files by table. */
export type CsvFiles = Readonly<Record<string, string>>;

type Fields = readonly (string | null)[];

/**
 * Inserts CSV files: RFC 4180, with a header that names columns, in UTF-8. An empty field is null, `""` is empty text.
 *
 * @throws {TestingError} `SEED_FAILED` with the file. What was inserted before stays, unless a transaction is open.
 */
export async function loadCsv(client: Client, files: CsvFiles): Promise<void> {
  for (const [name, file] of Object.entries(files)) {
    const table = quoteTable(name);
    const [header, ...records] = await parseCsv(await readFile(file, 'utf8'), file);
    const columns = checkHeader(header ?? [], file);
    try {
      const types = await columnTypes(client, table, columns);
      await client.query(
        insertStatement(table, columns, types),
        columns.map((_, place) => records.map((record) => record[place])),
      );
      await advanceSequences(client, table, columns);
    } catch (error) {
      throw seedFailure(error, `${file} into ${name}`);
    }
  }
}

async function parseCsv(text: string, file: string): Promise<readonly Fields[]> {
  const { CsvError, parse } = await import('csv-parse/sync');
  try {
    return parse(text, {
      bom: true,
      skip_empty_lines: true,
      cast: (value, { quoting }) => (value === '' && !quoting ? null : value),
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error['lines'] === 'number' ? error['lines'] : undefined;
    throw new TestingError('SEED_FAILED', { source: file, line, reason: error.message }, { cause: error });
  }
}

function checkHeader(header: Fields, file: string): readonly string[] {
  const columns = header.map((column) => column?.trim() ?? '');
  const wrong = columns.find((column, place) => column === '' || columns.indexOf(column) !== place);
  if (columns.length > 0 && wrong === undefined) return columns;
  const reason =
    wrong === undefined
      ? 'the file is empty'
      : wrong === ''
        ? 'a column has no name'
        : `column "${wrong}" is there twice`;
  throw new TestingError(
    'SEED_FAILED',
    { source: file, line: 1, reason },
    { hint: 'write a header with column names' },
  );
}

/**
 * As SQL, in the order of `columns`. The texts of a file have to be converted as the server would convert literals, also
 * to arrays and JSON. An unknown column gets no type of its own: the insert names it in its error.
 */
async function columnTypes(client: Client, table: string, columns: readonly string[]): Promise<readonly string[]> {
  const { rows } = await client.query<{ type: string | null }>(
    `select format_type(a.atttypid, a.atttypmod) as type
     from unnest($2::text[]) with ordinality as c (name, place)
     left join pg_catalog.pg_attribute as a
       on a.attrelid = $1::regclass and a.attname = c.name and a.attnum > 0 and not a.attisdropped
     order by c.place`,
    [table, columns],
  );
  return rows.map(({ type }) => type ?? 'text');
}

function insertStatement(table: string, columns: readonly string[], types: readonly string[]): string {
  const list = columns.map(quoteName).join(', ');
  const values = columns.map((column, place) => `f.${quoteName(column)}::${types[place] ?? 'text'}`).join(', ');
  const fields = columns.map((_, place) => `$${place + 1}::text[]`).join(', ');
  return `insert into ${table} (${list}) overriding system value select ${values} from unnest(${fields}) as f (${list})`;
}
