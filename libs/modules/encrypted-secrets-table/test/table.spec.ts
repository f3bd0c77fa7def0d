import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import { failureOf } from '../../../spec-support/index.js';
import { insert, owner, stranger } from './support.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase({ module: ['encrypted-secrets-table', 'default-roles'] });
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

const table = 'secrets_schema.secrets_table';

test('the columns are the documented ones, and the id is random', async () => {
  const columns = await db.any<{ line: string }>(`
    select concat_ws(' ', column_name, data_type, is_nullable) as line
    from information_schema.columns where table_schema = 'secrets_schema' order by ordinal_position`);
  expect(columns.map(({ line }) => line)).toEqual([
    'id uuid NO',
    'secrets_owned_field uuid NO',
    'name text NO',
    'secrets_value_field bytea YES',
    'secrets_enc_field text YES',
  ]);
  const ids = await db.any<{ id: string }>(
    `insert into ${table} (secrets_owned_field, name) values ($1, 'a'), ($1, 'b') returning id`,
    [owner],
  );
  for (const { id } of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(ids[0]).not.toEqual(ids[1]);
});

test('a name is unique for its owner, and another owner may have it', async () => {
  await insert(db, 'a', 'none');
  await insert(db, 'b', 'none', stranger);
  expect(
    await failureOf(db, `insert into ${table} (secrets_owned_field, name) values ($1, 'tok')`, [owner]),
  ).toMatchObject({
    code: '23505',
    constraint: 'secrets_table_secrets_owned_field_name_key',
  });
});

test.each([
  ['secrets_owned_field', `insert into ${table} (name) values ('a')`],
  ['name', `insert into ${table} (secrets_owned_field) values ('${owner}')`],
])('%s must not be null', async (column, sql) => {
  expect(await failureOf(db, sql)).toMatchObject({ code: '23502', column });
});

describe.each(['anonymous', 'authenticated'])('%s', (role) => {
  test('may not use the schema', async () => {
    await db.setContext({ role });
    expect(await failureOf(db, `select from ${table}`)).toMatchObject({
      code: '42501',
      message: 'permission denied for schema secrets_schema',
    });
  });

  test('writes through a view of the owner without usage of the schema, and with a key not without it', async () => {
    await db.query(`
      create schema app;
      create view app.secrets as select * from ${table} where secrets_owned_field = '${owner}';
      grant usage on schema app to ${role};
      grant select, insert, update on app.secrets to ${role};`);
    await db.setContext({ role });
    await db.query(`
      insert into app.secrets (id, secrets_owned_field, name, secrets_value_field, secrets_enc_field)
      select gen_random_uuid(), '${owner}', marker, 'abc', marker from unnest('{none,crypt,pgp}'::text[]) as marker;
      update app.secrets set secrets_enc_field = 'none' where name = 'pgp';`);
    expect(await db.any(`select name, secrets_enc_field as marker from app.secrets order by name`)).toEqual([
      { name: 'crypt', marker: 'crypt' },
      { name: 'none', marker: 'none' },
      { name: 'pgp', marker: 'none' },
    ]);
    await db.setContext({ role, 'app.secrets_key': 'k' });
    expect(await failureOf(db, `update app.secrets set secrets_enc_field = 'pgp'`)).toMatchObject({
      code: '42501',
      message: 'permission denied for schema secrets_schema',
    });
  });

  describe('that was granted the table', () => {
    beforeEach(async () => {
      await insert(db, 'mine', 'pgp');
      await insert(db, 'theirs', 'pgp', stranger);
      await db.query(`grant usage on schema secrets_schema to ${role}; grant all on ${table} to ${role}`);
    });

    test('reads, changes and deletes the secrets of the requesting user only', async () => {
      await db.setContext({ role, 'jwt.claims.user_id': owner });
      expect(await db.any(`select secrets_owned_field as owner from ${table}`)).toEqual([{ owner }]);
      expect(
        await db.any(`update ${table} set secrets_value_field = 'x' returning secrets_owned_field as owner`),
      ).toEqual([{ owner }]);
      expect(await db.any(`delete from ${table} returning secrets_owned_field as owner`)).toEqual([{ owner }]);
      await db.setContext({ role: 'none' });
      expect(await db.any(`select secrets_owned_field as owner from ${table}`)).toEqual([{ owner: stranger }]);
    });

    test('plants no secret on another user, and gives none away', async () => {
      await db.setContext({ role, 'jwt.claims.user_id': owner });
      const planted = `insert into ${table} (secrets_owned_field, name) values ('${stranger}', 'planted')`;
      expect(await failureOf(db, planted)).toMatchObject({ code: '42501' });
      const given = `update ${table} set secrets_owned_field = '${stranger}', name = 'given'`;
      expect(await failureOf(db, given)).toMatchObject({ code: '42501' });
    });

    test.each(['', undefined])('sees nothing without a claim: %j', async (claim) => {
      await db.setContext({ role, 'jwt.claims.user_id': claim });
      expect(await db.any(`select from ${table}`)).toEqual([]);
    });

    test('sees nothing with a claim that is no uuid', async () => {
      await db.setContext({ role, 'jwt.claims.user_id': 'everybody' });
      expect(await failureOf(db, `select from ${table}`)).toMatchObject({ code: '22P02' });
    });
  });
});
