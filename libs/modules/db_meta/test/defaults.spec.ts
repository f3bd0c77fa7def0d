import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import { failureOf } from '../../../spec-support/index.js';
import { insertShop, nil, type Shop } from './support.js';

let db: TestDatabase;
let shop: Shop;
beforeAll(async () => {
  db = await createTestDatabase({ module: 'db_meta' });
});
afterAll(() => db.teardown());
beforeEach(async () => {
  await db.begin();
  shop = await insertShop(db);
});
afterEach(() => db.rollback());

const check = (constraint: string) => ({ code: '23514', constraint });

test('what is left out of a database is a reference to nothing', async () => {
  const sql = `insert into collections_public.table (schema_id, name) values ($1, 'order')`;
  expect(await failureOf(db, sql, [shop.schema])).toMatchObject({
    code: '23503',
    constraint: 'db_fkey',
    detail: `Key (database_id)=(${nil}) is not present in table "database".`,
  });
});

test.each(['check_constraint', 'primary_key_constraint', 'unique_constraint'])('a %s has fields', async (table) => {
  const sql = `insert into collections_public.${table} (database_id, table_id, field_ids) values ($1, $2, $3)`;
  expect(await failureOf(db, sql, [shop.database, shop.table, []])).toMatchObject(check(`${table}_field_ids_check`));
  await db.query(sql, [shop.database, shop.table, [shop.field]]);
});

describe('a foreign key', () => {
  const sql = `insert into collections_public.foreign_key_constraint
    (database_id, table_id, name, field_ids, ref_table_id, ref_field_ids) values ($1, $2, 'fk', $3, $2, $4)
    returning delete_action, update_action`;

  test('cascades deletes, and leaves updates alone', async () => {
    expect(await db.one(sql, [shop.database, shop.table, [shop.field], [shop.field]])).toEqual({
      delete_action: 'c',
      update_action: 'a',
    });
    expect(await failureOf(db, sql, [shop.database, shop.table, [shop.field], [shop.field]])).toMatchObject({
      code: '23505',
      constraint: 'foreign_key_constraint_table_id_name_key',
    });
  });

  test('has fields on both sides', async () => {
    expect(await failureOf(db, sql, [shop.database, shop.table, [], [shop.field]])).toMatchObject(
      check('foreign_key_constraint_field_ids_check'),
    );
    expect(await failureOf(db, sql, [shop.database, shop.table, [shop.field], []])).toMatchObject(
      check('foreign_key_constraint_ref_field_ids_check'),
    );
  });

  // Weakness 12 of the reference.
  test.each(['delete_action', 'update_action'])('has a %s that PostgreSQL knows', async (column) => {
    await db.query(sql, [shop.database, shop.table, [shop.field], [shop.field]]);
    const update = `update collections_public.foreign_key_constraint set ${column} = $1`;
    for (const action of ['a', 'r', 'c', 'n', 'd', null]) await db.query(update, [action]);
    expect(await failureOf(db, update, ['x'])).toMatchObject(check(`foreign_key_constraint_${column}_check`));
  });
});

test('a full text search has a weight and a language for each field', async () => {
  const sql = `insert into collections_public.full_text_search
    (database_id, table_id, field_id, field_ids, weights, langs) values ($1, $2, $3, array[$3::uuid], $4, $5)`;
  const values = (weights: string[], langs: string[]) => [shop.database, shop.table, shop.field, weights, langs];
  expect(await failureOf(db, sql, values(['A', 'B'], ['simple']))).toMatchObject(check('full_text_search_check'));
  expect(await failureOf(db, sql, values(['A'], []))).toMatchObject(check('full_text_search_check'));
  await db.query(sql, values(['A'], ['simple']));
});

test('an index without a name is a plain one, and the only one of its database', async () => {
  const sql = `insert into collections_public.index (database_id, table_id) values ($1, $2)
    returning name, access_method, is_unique`;
  expect(await db.one(sql, [shop.database, shop.table])).toEqual({
    name: '',
    access_method: 'BTREE',
    is_unique: false,
  });
  expect(await failureOf(db, sql, [shop.database, shop.table])).toMatchObject({
    code: '23505',
    constraint: 'index_database_id_name_key',
  });
});

test('an extension is known, and one database has it', async () => {
  const other = await insertShop(db, 'other');
  const sql = 'insert into collections_public.database_extension (database_id, name) values ($1, $2)';
  await db.query(sql, [shop.database, 'meta']);
  expect(await failureOf(db, sql, [other.database, 'meta'])).toMatchObject({
    code: '23505',
    constraint: 'database_extension_pkey',
  });
  expect(await failureOf(db, sql, [other.database, 'unknown'])).toMatchObject({ constraint: 'ext_fkey' });
});

test('two extensions are there from the beginning', async () => {
  expect(await db.any('select * from collections_public.extension order by name')).toEqual([
    { name: 'collections', public_schemas: ['collections_public'], private_schemas: ['collections_private'] },
    { name: 'meta', public_schemas: ['meta_public'], private_schemas: ['meta_private'] },
  ]);
});

test('an API has the roles of the module default-roles', async () => {
  const sql = `insert into meta_public.apis (database_id, name) values ($1, 'admin')
    returning dbname, role_name, anon_role, is_public`;
  expect(await db.one(sql, [shop.database])).toEqual({
    dbname: db.name,
    role_name: 'authenticated',
    anon_role: 'anonymous',
    is_public: true,
  });
  expect(await failureOf(db, sql, [shop.database])).toMatchObject({ constraint: 'apis_database_id_name_key' });
});

test.each([
  ['title', 'max_title'],
  ['description', 'max_descr'],
])('the %s of a site has 120 characters at most', async (column, constraint) => {
  const sql = `insert into meta_public.sites (database_id, ${column}) values ($1, $2) returning dbname`;
  expect(await db.one(sql, [shop.database, 'ü'.repeat(120)])).toEqual({ dbname: db.name });
  expect(await failureOf(db, sql, [shop.database, 'ü'.repeat(121)])).toMatchObject(check(constraint));
});

test.each(['title', 'description'])('the %s in search engines has 120 characters at most', async (column) => {
  const sql = `insert into meta_public.site_metadata (database_id, site_id, ${column}) values ($1, $2, $3)`;
  await db.query(sql, [shop.database, shop.site, 'ü'.repeat(120)]);
  expect(await failureOf(db, sql, [shop.database, shop.site, 'ü'.repeat(121)])).toMatchObject(
    check(`site_metadata_${column}_check`),
  );
});

test.each(['og_image', 'favicon', 'apple_touch_icon', 'logo'])('the %s of a site is a link', async (column) => {
  const sql = `update meta_public.sites set ${column} = $1`;
  expect(await failureOf(db, sql, ['{"url": "nope"}'])).toMatchObject({ code: '23514' });
  await db.query(sql, ['{"url": "https://example.test/a.png", "mime": "image/png"}']);
});
