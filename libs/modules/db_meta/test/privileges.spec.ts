import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import { failureOf } from '../../../spec-support/index.js';
import { insert, insertShop, owner, stranger, type Shop } from './support.js';

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

const asUser = (user: string | null) => db.setContext({ role: 'authenticated', 'jwt.claims.user_id': user });
const grantByHand = (role: string) =>
  db.query(`grant usage on schema collections_public, meta_public to ${role};
    grant select on all tables in schema collections_public to ${role};
    grant select on all tables in schema meta_public to ${role}`);
const names = (table: string) => db.any<{ name: string }>(`select name from ${table} order by name`);
const denied = { code: '42501' };

/** What a role may do with the tables of a schema, each privilege with the number of tables. */
async function privileges(role: string, schema: string): Promise<Readonly<Record<string, number>>> {
  const rows = await db.any<{ privilege: string; count: number }>(
    `select p as privilege, count(*)::int as count
     from pg_class as c,
       unnest(array['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger']) as p
     where c.relkind = 'r' and c.relnamespace = $2::regnamespace and has_table_privilege($1, c.oid, p)
     group by p`,
    [role, schema],
  );
  return Object.fromEntries(rows.map(({ privilege, count }) => [privilege, count]));
}

const all = (n: number) => ({ select: n, insert: n, update: n, delete: n, truncate: n, references: n, trigger: n });

test.each([
  ['anonymous', 'collections_public', {}],
  ['anonymous', 'meta_public', {}],
  // The extensions are the same for all databases, so users only read them.
  ['authenticated', 'collections_public', { select: 20, insert: 19, update: 19, delete: 19 }],
  ['authenticated', 'meta_public', {}],
  ['administrator', 'collections_public', all(20)],
  ['administrator', 'meta_public', all(10)],
])('%s has on the tables of %s: %j', async (role, schema, expected) => {
  expect(await privileges(role, schema)).toEqual(expected);
});

test.each(['collections_public', 'collections_private', 'meta_public', 'meta_private'])(
  'the schema %s is for users and administrators',
  async (schema) => {
    expect(
      await db.one(
        `select has_schema_privilege('anonymous', $1, 'usage') as anonymous,
           has_schema_privilege('authenticated', $1, 'usage') as authenticated,
           has_schema_privilege('administrator', $1, 'usage') as administrator,
           has_schema_privilege('administrator', $1, 'create') as create`,
        [schema],
      ),
    ).toEqual({ anonymous: false, authenticated: true, administrator: true, create: false });
  },
);

// Weakness 2 of the reference: each table that anybody adds is for all users.
test('a table that is added to collections_public is not for users, one in meta_public is for administrators', async () => {
  await db.query('create table collections_public.added (); create table meta_public.added ();');
  expect(await privileges('authenticated', 'collections_public')).toMatchObject({ select: 20 });
  expect(await privileges('administrator', 'meta_public')).toEqual(all(11));
});

test('row level security is on for every table with a database', async () => {
  expect(
    await db.any(
      `select c.oid::regclass::text as name from pg_class as c
       where c.relkind = 'r' and c.relnamespace in ('collections_public'::regnamespace, 'meta_public'::regnamespace)
         and not (c.relrowsecurity and 2 = (
           select count(*) from pg_policy as p where p.polrelid = c.oid and p.polname in ('own', 'server')
         ))`,
    ),
  ).toEqual([{ name: 'collections_public.extension' }]);
});

// Weakness 1 of the reference: every user reads, changes and deletes the metadata of all tenants.
describe('a user', () => {
  const catalogue = ['database', 'schema', 'table', 'field'].map((name) => `collections_public.${name}`);

  test.each(catalogue)('reads rows of %s of the own database only', async (table) => {
    const id = mine[table.split('.')[1] as keyof Shop];
    await asUser(owner);
    expect(await db.any(`select id from ${table}`)).toEqual([{ id }]);
  });

  test.each(catalogue)('changes and deletes no row of %s of others', async (table) => {
    const id = theirs[table.split('.')[1] as keyof Shop];
    await asUser(owner);
    expect((await db.query(`update ${table} set label = 'stolen' where id = $1`, [id])).rowCount).toBe(0);
    expect((await db.query(`delete from ${table} where id = $1`, [id])).rowCount).toBe(0);
  });

  test('adds to the own database, and takes it away with all that hangs on it', async () => {
    await asUser(owner);
    const database_id = await insert(db, 'collections_public.database', { owner_id: owner, name: 'second' });
    const schema = { database_id, name: 'public', schema_name: 'second' };
    const schema_id = await insert(db, 'collections_public.schema', schema);
    await insert(db, 'collections_public.table', { database_id, schema_id, name: 'product' });
    await db.query('delete from collections_public.database');
    await db.setContext({ role: 'administrator' });
    expect(await names('collections_public.table')).toEqual([{ name: 'product' }]);
    expect(await db.any('select database_id as database from meta_public.apis')).toEqual([
      { database: theirs.database },
    ]);
  });

  test('gives no row to others', async () => {
    await asUser(owner);
    const schema = `insert into collections_public.schema (database_id, name, schema_name) values ($1, 'private', 'x')`;
    expect(await failureOf(db, schema, [theirs.database])).toMatchObject(denied);
    const database = 'insert into collections_public.database (owner_id) values ($1)';
    expect(await failureOf(db, database, [stranger])).toMatchObject(denied);
    expect(await failureOf(db, database, [null])).toMatchObject(denied);
    expect(await failureOf(db, 'update collections_public.database set owner_id = $1', [stranger])).toMatchObject(
      denied,
    );
  });

  test.each(['truncate collections_public.database cascade', `delete from collections_public.extension`])(
    'is not allowed: %s',
    async (sql) => {
      await asUser(owner);
      expect(await failureOf(db, sql)).toMatchObject(denied);
    },
  );

  test('does not read meta_public', async () => {
    await asUser(owner);
    expect(await failureOf(db, 'select from meta_public.apis')).toMatchObject({
      ...denied,
      message: 'permission denied for table apis',
    });
  });

  test('reads the extensions', async () => {
    await asUser(owner);
    expect(await names('collections_public.extension')).toEqual([{ name: 'collections' }, { name: 'meta' }]);
  });

  test.each([null, '', 'no uuid', '0d0d0d0d-1111-4222-8333-444444444444'])(
    'with the claim %j sees nothing and adds nothing',
    async (claim) => {
      await asUser(claim);
      for (const table of catalogue) expect(await db.any(`select from ${table}`)).toEqual([]);
      const sql = 'insert into collections_public.database (owner_id) values ($1)';
      expect(await failureOf(db, sql, [owner])).toMatchObject(denied);
    },
  );
});

test('an administrator sees and changes everything', async () => {
  await db.setContext({ role: 'administrator', 'jwt.claims.user_id': owner });
  expect(await names('collections_public.database')).toEqual([{ name: 'shop' }, { name: 'victim' }]);
  expect(await db.any('select from meta_public.apis')).toHaveLength(2);
  await insertShop(db, 'third', null);
  await db.query('delete from collections_public.database');
  expect(await db.any('select from meta_public.apis')).toEqual([]);
});

// Weakness 3 of the reference: meta_public has to be granted by hand.
describe.each(['authenticated', 'anonymous'])('%s, with both schemas granted by hand,', (role) => {
  beforeEach(() => grantByHand(role));

  test('reads everything while it acts for no user, and changes nothing', async () => {
    await db.setContext({ role, 'jwt.claims.user_id': null });
    expect(await names('collections_public.database')).toEqual([{ name: 'shop' }, { name: 'victim' }]);
    expect(await db.any('select from meta_public.apis')).toHaveLength(2);
    expect(await db.any('select from collections_public.field')).toHaveLength(2);
    const deletion = 'delete from collections_public.database';
    if (role === 'anonymous') expect(await failureOf(db, deletion)).toMatchObject(denied);
    else expect((await db.query(deletion)).rowCount).toBe(0);
  });

  test.each([
    [owner, ['shop']],
    ['no uuid', []],
  ])('reads for the user %s the databases %j', async (user, databases) => {
    await db.setContext({ role, 'jwt.claims.user_id': user });
    const expected = role === 'authenticated' ? databases : [];
    expect((await names('collections_public.database')).map(({ name }) => name)).toEqual(expected);
    expect(await db.any('select from meta_public.apis')).toHaveLength(expected.length);
  });
});

test('a statement looks the databases of a user up once, not for each row', async () => {
  await asUser(owner);
  for (const name of ['price', 'label']) {
    const row = { database_id: mine.database, table_id: mine.table, name, type: 'text' };
    await insert(db, 'collections_public.field', row);
  }
  const plan = await db.explain('select from collections_public.field', [], { analyze: true });
  const lookups = plan.nodes.filter((node) => node['Relation Name'] === 'database' && node['Actual Loops'] !== 0);
  expect(lookups.map((node) => node['Actual Loops'])).toEqual([1]);
});
