import { join } from 'node:path';
import type { TestDatabase } from '@pgpm/testing';
import { ModuleFiles } from '../../../spec-support/index.js';

export const files = new ModuleFiles(join(__dirname, '..'));

export const owner = '0b0b0b0b-1111-4222-8333-444444444444';
export const stranger = '0c0c0c0c-1111-4222-8333-444444444444';
export const nil = '00000000-0000-0000-0000-000000000000';

/** Inserts a row and returns its id. Values are parameters; arrays and JSON as the driver converts them. */
export async function insert(db: TestDatabase, table: string, row: Readonly<Record<string, unknown>>): Promise<string> {
  const columns = Object.keys(row);
  const { id } = await db.one<{ id: string }>(
    `insert into ${table} (${columns.join(', ')}) values (${columns.map((_, i) => `$${String(i + 1)}`).join(', ')})
     returning id`,
    Object.values(row),
  );
  return id;
}

/** A database with one of each of what the rest of the catalogue refers to. */
export interface Shop {
  readonly database: string;
  readonly schema: string;
  readonly table: string;
  readonly field: string;
  readonly api: string;
  readonly site: string;
}

export async function insertShop(db: TestDatabase, name = 'shop', owner_id: string | null = owner): Promise<Shop> {
  const database = await insert(db, 'collections_public.database', { owner_id, name });
  const rest = { database_id: database };
  const schema_name = `${name}_public`;
  const schema = await insert(db, 'collections_public.schema', { ...rest, name: 'public', schema_name });
  const table = await insert(db, 'collections_public.table', { ...rest, schema_id: schema, name: 'product' });
  const field = await insert(db, 'collections_public.field', {
    ...rest,
    table_id: table,
    name: 'owner_id',
    type: 'uuid',
  });
  const api = await insert(db, 'meta_public.apis', { ...rest, name: 'public' });
  const site = await insert(db, 'meta_public.sites', { ...rest, title: 'Shop' });
  return { database, schema, table, field, api, site };
}
