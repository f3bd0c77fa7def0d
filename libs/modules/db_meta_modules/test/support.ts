import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import { ModuleFiles, parseTableDescriptions } from '../../../spec-support/index.js';

export const files = new ModuleFiles(join(__dirname, '..'));
export const documented = parseTableDescriptions(files.text('test/tables.txt'));

export const openDatabase = (): Promise<TestDatabase> => createTestDatabase({ module: 'db_meta_modules' });

export const owner = '0b0b0b0b-1111-4222-8333-444444444444';
export const stranger = '0c0c0c0c-1111-4222-8333-444444444444';
export const nil = '00000000-0000-0000-0000-000000000000';

/** The ids of a database of the catalogue, and of one of each of what the settings of a module refer to. */
export interface Shop {
  readonly database: string;
  readonly schema: string;
  readonly table: string;
  readonly field: string;
  readonly apis: string;
}

export function insertShop(db: TestDatabase, name: string, user: string): Promise<Shop> {
  return db.one<Shop>(
    `with d as (
       insert into collections_public.database (owner_id, name) values ($2, $1) returning id
     ), s as (
       insert into collections_public.schema (database_id, name, schema_name) select id, 'public', $1 from d returning id
     ), t as (
       insert into collections_public.table (database_id, schema_id, name)
       select d.id, s.id, 'product' from d, s returning id
     ), f as (
       insert into collections_public.field (database_id, table_id, name, type)
       select d.id, t.id, 'price', 'numeric' from d, t returning id
     ), a as (
       insert into meta_public.apis (database_id, name) select id, 'public' from d returning id
     )
     select d.id as database, s.id as schema, t.id as table, f.id as field, a.id as apis from d, s, t, f, a`,
    [name, user],
  );
}

export type Row = Readonly<Record<string, unknown>>;

/** Where the columns point that have no foreign key. */
const unbound: Readonly<Record<string, 'table' | 'field'>> = {
  'crypto_auth_module.addresses_table_id': 'table',
  'denormalized_table_field.ref_ids': 'field',
  'denormalized_table_field.set_ids': 'field',
  'memberships_module.admin_grants_table_id': 'table',
  'memberships_module.owner_grants_table_id': 'table',
  'user_auth_module.audits_table_id': 'table',
};

/** The columns of a documented table that point into another one, each with what a row of a shop has there. */
export function references(table: string): ReadonlyMap<string, (shop: Shop) => unknown> {
  const found = new Map<string, (shop: Shop) => unknown>();
  for (const line of documented.get(`meta_public.${table}`) ?? []) {
    const [, column = '', target] = /FOREIGN KEY \((\w+)\) REFERENCES \w+\.(\w+)/.exec(line) ?? [];
    if (target !== undefined && column !== 'database_id') found.set(column, (shop) => shop[target as keyof Shop]);
  }
  for (const [name, target] of Object.entries(unbound)) {
    const [owningTable, column = ''] = name.split('.');
    if (owningTable !== table) continue;
    found.set(column, (shop) => (column.endsWith('_ids') ? [shop[target]] : shop[target]));
  }
  return found;
}

/** A row that is complete: all references, and a value wherever there is no default. */
export function completeRow(table: string, shop: Shop): Row {
  const row: Record<string, unknown> = { database_id: shop.database };
  for (const [column, valueOf] of references(table)) row[column] = valueOf(shop);
  for (const line of documented.get(`meta_public.${table}`) ?? []) {
    const [, column = '', type] = /^column (\w+) (text|integer) not null$/.exec(line) ?? [];
    if (type !== undefined) row[column] = type === 'text' ? 'x' : 1;
  }
  return row;
}

export async function insert(db: TestDatabase, table: string, row: Row): Promise<Row> {
  const columns = Object.keys(row);
  return db.one<Row>(
    `insert into meta_public.${table} (${columns.join(', ')})
     values (${columns.map((_, i) => `$${String(i + 1)}`).join(', ')}) returning *`,
    Object.values(row),
  );
}
