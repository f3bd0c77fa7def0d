import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import { failureOf } from '../../../spec-support/index.js';
import { insert, insertShop, nil, stranger, type Shop } from './support.js';

// Weakness 7 of the reference: a row may refer to rows of another database, and the arrays to anything.
let db: TestDatabase;
let mine: Shop;
let theirs: Shop;
beforeAll(async () => {
  db = await createTestDatabase({ module: 'db_meta' });
});
afterAll(() => db.teardown());
beforeEach(async () => {
  await db.begin();
  mine = await insertShop(db);
  theirs = await insertShop(db, 'victim', stranger);
});
afterEach(() => db.rollback());

type Row = Readonly<Record<string, unknown>>;

/** For each table a row that refers to nothing but what is in one database. */
const rows: Readonly<Record<string, (shop: Shop) => Row>> = {
  'collections_public.table': ({ schema, table }) => ({ schema_id: schema, name: 'order', inherits_id: table }),
  'collections_public.check_constraint': ({ table, field }) => ({ table_id: table, field_ids: [field] }),
  'collections_public.field': ({ table }) => ({ table_id: table, name: 'price', type: 'numeric' }),
  'collections_public.foreign_key_constraint': ({ table, field }) => ({
    table_id: table,
    field_ids: [field],
    ref_table_id: table,
    ref_field_ids: [field],
  }),
  'collections_public.full_text_search': ({ table, field }) => ({
    table_id: table,
    field_id: field,
    field_ids: [field],
    weights: ['A'],
    langs: ['simple'],
  }),
  'collections_public.index': ({ table, field }) => ({
    table_id: table,
    field_ids: [field],
    include_field_ids: [field],
  }),
  'collections_public.limit_function': ({ table }) => ({ table_id: table }),
  'collections_public.policy': ({ table }) => ({ table_id: table }),
  'collections_public.primary_key_constraint': ({ table, field }) => ({ table_id: table, field_ids: [field] }),
  'collections_public.rls_function': ({ table }) => ({ table_id: table }),
  'collections_public.schema_grant': ({ schema }) => ({ schema_id: schema, grantee_name: 'anonymous' }),
  'collections_public.table_grant': ({ table, field }) => ({
    table_id: table,
    privilege: 'select',
    role_name: 'anonymous',
    field_ids: [field],
  }),
  'collections_public.trigger': ({ table }) => ({ table_id: table, name: 'tg' }),
  'collections_public.unique_constraint': ({ table, field }) => ({ table_id: table, field_ids: [field] }),
  'meta_public.api_extensions': ({ api }) => ({ api_id: api, schema_name: 'meta_public' }),
  'meta_public.api_modules': ({ api }) => ({ api_id: api, name: 'cors', data: '{}' }),
  'meta_public.api_schemata': ({ api, schema }) => ({ api_id: api, schema_id: schema }),
  'meta_public.apps': ({ site }) => ({ site_id: site }),
  'meta_public.domains': ({ api }) => ({ api_id: api, domain: 'a.com' }),
  'meta_public.site_metadata': ({ site }) => ({ site_id: site }),
  'meta_public.site_modules': ({ site }) => ({ site_id: site, name: 'theme', data: '{}' }),
  'meta_public.site_themes': ({ site }) => ({ site_id: site, theme: '{}' }),
};

const isReference = (column: string): boolean => /_ids?$/.test(column);
const cases = Object.entries(rows).flatMap(([table, make]) =>
  Object.keys(make({ database: '', schema: '', table: '', field: '', api: '', site: '' }))
    .filter(isReference)
    .map((column) => [table, column, make] as const),
);

const refused = (column: string) => ({
  code: '23503',
  column,
  message: expect.stringContaining('same database') as unknown,
});

describe.each(cases)('%s.%s', (table, column, make) => {
  test('must not point into another database', async () => {
    const row = { database_id: mine.database, ...make(mine) };
    const id = await insert(db, table, row);
    const foreign = make(theirs)[column];
    expect(await failureOf(db, `update ${table} set ${column} = $1 where id = $2`, [foreign, id])).toMatchObject(
      refused(column),
    );
    await db.query(`delete from ${table} where id = $1`, [id]);
    await db.query('savepoint before');
    await expect(insert(db, table, { ...row, [column]: foreign })).rejects.toMatchObject(refused(column));
    await db.query('rollback to savepoint before');
  });
});

test('a site of another database is refused for a host name, too', async () => {
  await db.query('savepoint before');
  const row = { database_id: mine.database, site_id: theirs.site, domain: 'a.com' };
  await expect(insert(db, 'meta_public.domains', row)).rejects.toMatchObject(refused('site_id'));
});

test('all ids of an array are looked at, and all rows of a statement', async () => {
  const sql = `insert into collections_public.unique_constraint (database_id, table_id, name, field_ids)
    values ($1, $2, 'a', array[$3::uuid]), ($1, $2, 'b', array[$3::uuid, $4::uuid])`;
  expect(await failureOf(db, sql, [mine.database, mine.table, mine.field, theirs.field])).toMatchObject({
    ...refused('field_ids'),
    detail: `Key (field_ids)=(${theirs.field}) is not present in collections_public.field of database ${mine.database}.`,
  });
});

test('a field that is not there is refused, what is still to be filled is not', async () => {
  const row = { database_id: mine.database, table_id: mine.table };
  await insert(db, 'collections_public.unique_constraint', { ...row, field_ids: [nil, null] });
  await db.query('savepoint before');
  const unknown = [mine.field, '0d0d0d0d-1111-4222-8333-444444444444'];
  await expect(
    insert(db, 'collections_public.primary_key_constraint', { ...row, field_ids: unknown }),
  ).rejects.toMatchObject(refused('field_ids'));
});

test('the foreign key speaks first', async () => {
  const row = { database_id: mine.database, schema_id: nil, name: 'order' };
  await expect(insert(db, 'collections_public.table', row)).rejects.toMatchObject({ constraint: 'schema_fkey' });
});

test('a constraint can be renamed after one of its fields is gone', async () => {
  const id = await insert(db, 'collections_public.unique_constraint', {
    database_id: mine.database,
    table_id: mine.table,
    field_ids: [mine.field],
  });
  await db.query('delete from collections_public.field where id = $1', [mine.field]);
  await db.query(`update collections_public.unique_constraint set name = 'renamed' where id = $1`, [id]);
});

describe('no row moves to another database', () => {
  test('every table with a database_id sees to it', async () => {
    expect(
      await db.any(
        `select c.oid::regclass as name from pg_class as c
         join pg_attribute as a on a.attrelid = c.oid and a.attname = 'database_id'
         where c.relkind = 'r' and c.relnamespace in ('collections_public'::regnamespace, 'meta_public'::regnamespace)
           and not exists (
             select from pg_trigger as t where t.tgrelid = c.oid and t.tgname = 'same_database'
               and (a.attnum = any (t.tgattr))
           )`,
      ),
    ).toEqual([]);
  });

  test.each(['schema', 'table', 'field'])('of collections_public.%s', async (table) => {
    const sql = `update collections_public.${table} set database_id = $1 where database_id = $2`;
    expect(await failureOf(db, sql, [theirs.database, mine.database])).toMatchObject({
      code: expect.stringMatching(/^23/) as unknown,
    });
    await db.query(sql, [mine.database, mine.database]);
  });

  test('and the error says so', async () => {
    const sql = `update meta_public.apis set database_id = $1, name = 'moved' where id = $2`;
    expect(await failureOf(db, sql, [theirs.database, mine.api])).toMatchObject({
      code: '23000',
      message: 'a row of table "apis" cannot move to another database',
    });
  });
});

test('nobody uses the check in a trigger of his own, to look at tables that he may not read', async () => {
  await db.query('create schema own authorization authenticated');
  await db.setContext({ role: 'authenticated' });
  await db.query('create table own.probe (database_id uuid, x uuid)');
  const sql = `create trigger probe after insert on own.probe for each row
    execute function collections_private.tg_same_database('x', 'meta_public.apis')`;
  expect(await failureOf(db, sql)).toMatchObject({ code: '42501' });
});

test('objects of the writer do not stand in for those of the server', async () => {
  await db.query(`
    create schema evil;
    create function evil.unnest(uuid[]) returns setof uuid language sql as $$ select null::uuid where false $$;
    create domain evil.uuid as text;
    create function evil.is_false(uuid, uuid) returns boolean language sql as $$ select false $$;
    create operator evil.<> (leftarg = uuid, rightarg = uuid, function = evil.is_false);
    set local search_path = evil, pg_catalog;`);
  const sql = 'insert into meta_public.api_schemata (database_id, api_id, schema_id) values ($1, $2, $3)';
  expect(await failureOf(db, sql, [mine.database, mine.api, theirs.schema])).toMatchObject(refused('schema_id'));
});
