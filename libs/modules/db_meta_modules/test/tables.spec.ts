import type { TestDatabase } from '@pgpm/testing';
import { describeTables, type TableDescriptions } from '../../../spec-support/index.js';
import { documented, openDatabase } from './support.js';

// What stands in tables.txt is public: clients read the catalog, and the GraphQL layer takes its names from there.
let db: TestDatabase;
let actual: TableDescriptions;
beforeAll(async () => {
  db = await openDatabase();
  actual = await describeTables(db, 'meta_public');
});
afterAll(() => db.teardown());

test('there are 21 tables, and 31 with those of db_meta', async () => {
  expect(documented.size).toBe(21);
  const tables = await db.any<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'meta_public'`,
  );
  expect(tables).toHaveLength(31);
  expect(tables.filter(({ name }) => name.endsWith('_module'))).toHaveLength(20);
});

test.each([...documented])('%s has the documented columns, constraints and indexes', (table, lines) => {
  expect(actual.get(table)).toEqual(lines);
});

test('they have comments, which tag nothing', async () => {
  expect(
    await db.any(
      `select c.relname as name from pg_class as c
       where c.relkind = 'r' and c.relnamespace = 'meta_public'::regnamespace and (
         obj_description(c.oid, 'pg_class') is null
         or obj_description(c.oid, 'pg_class') like '%@%'
         or exists (
           select from pg_attribute as a where a.attrelid = c.oid and col_description(c.oid, a.attnum) like '%@%'
         )
       )`,
    ),
  ).toEqual([]);
});

// Clients join these views on the name alone, so that equal names multiply.
test('foreign keys have the documented names, each as often as documented', async () => {
  const counts = await db.any<{ name: string; count: number }>(
    `select constraint_name as name, count(*)::int as count from information_schema.table_constraints
     where constraint_type = 'FOREIGN KEY' group by 1 having count(*) > 1 order by count desc, name`,
  );
  expect(counts.map(({ name, count }) => `${name} ${String(count)}`)).toEqual([
    ...['db_fkey 49', 'table_fkey 25', 'schema_fkey 21', 'private_schema_fkey 9', 'entity_table_fkey 5'],
    ...['actor_table_fkey 4', 'api_fkey 4', 'owner_table_fkey 4', 'users_table_fkey 4', 'tokens_table_fkey 3'],
    ...['default_table_fkey 2', 'field_fkey 2', 'pschema_fkey 2', 'secrets_table_fkey 2'],
  ]);
});

test('there are 113 foreign keys, each with an index that begins with its column', async () => {
  const { keys, slow } = await db.one<{ keys: number; slow: readonly string[] }>(
    `select count(*)::int as keys, coalesce(array_agg(k.conrelid::regclass || ' ' || k.conname) filter (
       where not exists (
         select from pg_index as i where i.indrelid = k.conrelid and i.indkey[0] = k.conkey[1] and i.indpred is null
       )
     ), '{}') as slow
     from pg_constraint as k
     where k.contype = 'f' and k.conrelid = any ($1::text[]::regclass[])`,
    [[...documented.keys()]],
  );
  expect({ keys, slow }).toEqual({ keys: 113, slow: [] });
});
