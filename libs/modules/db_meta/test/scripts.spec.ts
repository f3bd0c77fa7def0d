import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import { failureOf } from '../../../spec-support/index.js';
import { files } from './support.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase({ module: 'db_meta' });
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

const collections = 'schemas/collections_public/tables';

test.each([
  [`${collections}/field/table`, 'alter table collections_public.field drop column regexp'],
  [`${collections}/field/table`, 'alter table collections_public.field alter column min type numeric'],
  [`${collections}/field/table`, 'alter table collections_public.field alter column table_id drop not null'],
  [`${collections}/field/table`, 'alter table collections_public.field drop constraint db_fkey'],
  [`${collections}/field/table`, 'alter table collections_public.field disable row level security'],
  [`${collections}/field/table`, 'alter table collections_public.field disable trigger same_database'],
  [`${collections}/field/table`, 'drop policy own on collections_public.field'],
  [`${collections}/field/table`, 'drop index collections_public.field_table_id_idx'],
  [`${collections}/field/table`, 'revoke insert on collections_public.field from authenticated'],
  [`${collections}/extension/table`, `delete from collections_public.extension where name = 'meta'`],
  ['schemas/meta_public/tables/domains/table', 'drop trigger claim_host_name on meta_public.domains'],
  ['schemas/meta_public/tables/domains/table', 'drop trigger release_host_names on collections_public.database'],
  ['schemas/meta_public/schema', 'revoke usage on schema meta_public from authenticated'],
  [
    'schemas/meta_public/schema',
    'alter default privileges in schema meta_public revoke all on tables from administrator',
  ],
  [
    'schemas/collections_private/schema',
    'grant execute on function collections_private.tg_same_database() to authenticated',
  ],
  [
    `${collections}/database/indexes/databases_database_unique_name_idx`,
    `create or replace function collections_private.database_name_hash(name text) returns bytea
     language sql immutable as $$ select decode(md5(name), 'hex') $$`,
  ],
])('verify of %s notices: %s', async (change, damage) => {
  await db.query(files.script('verify', change));
  await db.query(damage);
  await failureOf(db, files.script('verify', change));
});

// Weakness 14 of the reference.
test('an index that is reverted takes its function with it, and can be deployed again', async () => {
  for (const name of [
    'table/indexes/databases_table_unique_name_idx',
    'database/indexes/databases_database_unique_name_idx',
  ]) {
    await db.query(files.script('revert', `${collections}/${name}`));
  }
  const { left } = await db.one(
    `select count(*)::int as left from pg_proc where proname like '%name_hash' or proname = 'plural' and
     pronamespace = 'collections_private'::regnamespace`,
  );
  expect(left).toBe(0);
  for (const name of [
    'database/indexes/databases_database_unique_name_idx',
    'table/indexes/databases_table_unique_name_idx',
  ]) {
    await db.query(files.script('deploy', `${collections}/${name}`));
  }
});

// Weakness 13 of the reference.
test('no extension is demanded that is not used', async () => {
  const extensions = await db.any<{ name: string }>('select extname as name from pg_extension order by extname');
  expect(extensions.map(({ name }) => name)).toEqual(['citext', 'plpgsql', 'unaccent', 'uuid-ossp']);
});
