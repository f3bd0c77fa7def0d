import type { Client } from 'pg';

import { seedFailure } from './failure.js';
import { advanceSequences } from './sequences.js';
import { quoteName, quoteTable } from './table-name.js';

/** Rows by table. */
export type JsonRows = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

/**
 * Inserts rows. A column that a row does not name gets its default; rows with the same columns travel together.
 *
 * @throws {TestingError} `SEED_FAILED` with the table. What was inserted before stays, unless a transaction is open.
 */
export async function loadJson(client: Client, tables: JsonRows): Promise<void> {
  for (const [name, rows] of Object.entries(tables)) {
    const table = quoteTable(name);
    for (const group of groupByColumns(rows)) {
      try {
        if (group.columns.length === 0) await client.query(insertDefaults(table, group.rows.length));
        else await insert(client, table, group);
      } catch (error) {
        throw seedFailure(error, `rows into ${name}`);
      }
    }
  }
}

async function insert(client: Client, table: string, { columns, rows }: Group): Promise<void> {
  await client.query(insertStatement(table, columns), [JSON.stringify(rows.map(toJson))]);
  await advanceSequences(client, table, columns);
}

function insertDefaults(table: string, count: number): string {
  return Array.from({ length: count }, () => `insert into ${table} default values`).join(';');
}

/** The server converts: it knows the types of the columns. */
function insertStatement(table: string, columns: readonly string[]): string {
  const list = columns.map(quoteName).join(', ');
  return `insert into ${table} (${list}) overriding system value
    select ${list} from json_populate_recordset(null::${table}, $1::json)`;
}

interface Group {
  readonly columns: readonly string[];
  readonly rows: Readonly<Record<string, unknown>>[];
}

/** Neighbours with the same columns, so that rows stay in order: a row may refer to the one before it. */
export function groupByColumns(rows: readonly Readonly<Record<string, unknown>>[]): readonly Group[] {
  const groups: Group[] = [];
  for (const row of rows) {
    const columns = Object.keys(row).filter((column) => row[column] !== undefined);
    const last = groups.at(-1);
    if (last !== undefined && hasSame(last.columns, columns)) last.rows.push(row);
    else groups.push({ columns, rows: [row] });
  }
  return groups;
}

function hasSame(known: readonly string[], columns: readonly string[]): boolean {
  return known.length === columns.length && columns.every((column) => known.includes(column));
}

/** What JSON has no word for, in the words that the server reads: `NaN`, large integers, bytes as hexadecimal. */
function toJson(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).map(([column, value]) => [column, toJsonValue(value)]));
}

function toJsonValue(value: unknown): unknown {
  if (typeof value === 'bigint' || (typeof value === 'number' && !Number.isFinite(value))) return value.toString();
  if (value instanceof Uint8Array) return `\\x${Buffer.from(value).toString('hex')}`;
  return value;
}
