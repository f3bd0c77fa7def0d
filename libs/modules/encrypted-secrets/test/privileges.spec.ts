import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import { failureOf } from '../../../spec-support/index.js';
import { call, owner, read, stored, stranger, upsert } from './support.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase({ module: 'encrypted-secrets' });
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

interface Routine {
  readonly name: string;
  readonly result: string;
  readonly volatility: string;
  readonly callers: readonly string[];
}

test('each function has its signature, volatility and callers, a comment, and the rights of its caller', async () => {
  const routines = await db.any<Routine & { definer: boolean; comment: string | null; pinned: boolean }>(`
    select
      p.proname || '(' || pg_get_function_arguments(p.oid) || ')' as name,
      p.prorettype::regtype::text as result,
      p.provolatile::text as volatility,
      p.prosecdef as definer,
      obj_description(p.oid, 'pg_proc') as comment,
      p.prosqlbody is not null or array_to_string(p.proconfig, ',') like '%search_path=%' as pinned,
      (
        select coalesce(array_agg(coalesce(r.rolname, 'public') order by 1), '{}')
        from aclexplode(p.proacl) as a left join pg_roles as r on r.oid = a.grantee
        where a.grantee <> p.proowner
      )::text[] as callers
    from pg_proc as p where p.pronamespace = 'encrypted_secrets'::regnamespace
    order by p.proname, p.oid`);
  for (const { definer, comment, pinned } of routines) {
    expect([definer, pinned, comment === null]).toEqual([false, true, false]);
  }
  expect(routines.map(({ name, result, volatility, callers }) => [name, result, volatility, callers.join()])).toEqual([
    ['encrypt_field_bytea_to_text(secret_value bytea)', 'text', 's', 'public'],
    ['encrypt_field_crypt()', 'trigger', 'v', 'public'],
    [
      'encrypt_field_crypt_verify(secrets_owned_field uuid, secret_value_field text, secret_verify_value text, secret_name text DEFAULT NULL::text)',
      'boolean',
      's',
      'public',
    ],
    ['encrypt_field_pgp()', 'trigger', 'v', 'public'],
    ['encrypt_field_pgp_get(secret_value bytea, secret_encode text)', 'text', 's', 'public'],
    [
      'encrypt_field_pgp_getter(secrets_owned_field uuid, secret_value_field text, secret_encode_field text, secret_name text DEFAULT NULL::text)',
      'text',
      's',
      'public',
    ],
    ['encrypt_field_set(secret_value text)', 'bytea', 'i', 'public'],
    ['secrets_delete(secrets_owned_field uuid, secret_name text)', 'void', 'v', 'authenticated'],
    ['secrets_delete(secrets_owned_field uuid, secret_names text[])', 'void', 'v', 'authenticated'],
    [
      'secrets_getter(secrets_owned_field uuid, secret_name text, default_value text DEFAULT NULL::text)',
      'text',
      's',
      'public',
    ],
    ['secrets_table_upsert(secrets_owned_field uuid, data json)', 'void', 'v', 'authenticated'],
    [
      `secrets_upsert(v_secrets_owned_field uuid, secret_name text, secret_value text, field_encoding text DEFAULT 'pgp'::text)`,
      'boolean',
      'v',
      'authenticated',
    ],
    ['secrets_verify(secrets_owned_field uuid, secret_name text, secret_value text)', 'boolean', 's', 'authenticated'],
  ]);
});

test.each(['anonymous', 'authenticated', 'administrator'])('%s may not use the schema', async (role) => {
  await db.setContext({ role });
  for (const name of ['secrets_getter', 'secrets_delete', 'encrypt_field_pgp_get']) {
    expect(await failureOf(db, `select encrypted_secrets.${name}(null, null)`)).toMatchObject({
      code: '42501',
      message: 'permission denied for schema encrypted_secrets',
    });
  }
});

test('a role that may use the schema encrypts columns of its own tables', async () => {
  await db.query(`
    create role shopkeeper;
    create schema shop authorization shopkeeper;
    grant usage on schema encrypted_secrets to shopkeeper;`);
  await db.setContext({ role: 'shopkeeper' });
  await db.query(`
    create table shop.customers (field_name bytea, encode_field text);
    create trigger encrypt before insert on shop.customers
    for each row execute function encrypted_secrets.encrypt_field_pgp();
    create table shop.logins (field_name text);
    create trigger hash before insert on shop.logins
    for each row execute function encrypted_secrets.encrypt_field_crypt();
    insert into shop.customers values ('hello', 'key');
    insert into shop.logins values ('pass');`);
  expect(
    await db.one(`
      select encrypted_secrets.encrypt_field_pgp_get(c.field_name, c.encode_field) as clear, l.field_name as hash
      from shop.customers as c, shop.logins as l`),
  ).toEqual({ clear: 'hello', hash: expect.stringMatching(/^\$2a\$10\$/) });
});

describe('a role that was granted everything an application needs', () => {
  beforeEach(async () => {
    await upsert(db, 'tok', 'mine');
    await call(db, 'secrets_upsert', stranger, 'tok', 'theirs');
    await db.query(`
      grant usage on schema encrypted_secrets, secrets_schema to authenticated;
      grant select, insert, update, delete on secrets_schema.secrets_table to authenticated;`);
    await db.setContext({ role: 'authenticated', 'jwt.claims.user_id': owner });
  });

  test('manages the secrets of its user', async () => {
    expect(await read(db, 'tok')).toBe('mine');
    await upsert(db, 'tok', 'new', 'crypt2');
    expect(await call(db, 'secrets_verify', owner, 'tok', 'new')).toBe(true);
    await call(db, 'secrets_table_upsert', owner, '{"secrets_value_field": "newer"}');
    await db.query(`select encrypted_secrets.secrets_delete('${owner}', 'tok')`);
    expect(await stored(db)).toEqual([]);
  });

  test('neither reads, verifies, nor guesses the secrets of another user', async () => {
    expect(await call(db, 'secrets_getter', stranger, 'tok')).toBeNull();
    expect(await call(db, 'secrets_verify', stranger, 'tok', 'theirs')).toBeNull();
    const column = 'secrets_value_field';
    expect(await call(db, 'encrypt_field_pgp_getter', stranger, column, 'secrets_owned_field')).toBeNull();
    expect(await call(db, 'encrypt_field_crypt_verify', stranger, column, 'theirs')).toBeNull();
  });

  test.each([
    `select encrypted_secrets.secrets_upsert('${stranger}', 'tok', 'planted')`,
    `select encrypted_secrets.secrets_upsert('${stranger}', 'new', 'planted')`,
    `select encrypted_secrets.secrets_table_upsert('${stranger}', '{"name": "tok", "secrets_value_field": "planted"}')`,
  ])('plants no secret on another user: %s', async (sql) => {
    expect(await failureOf(db, sql)).toMatchObject({ code: '42501' });
  });

  test('deletes no secret of another user', async () => {
    await db.query(`select encrypted_secrets.secrets_delete('${stranger}', 'tok')`);
    await db.query(`select encrypted_secrets.secrets_delete('${stranger}', array['tok'])`);
    await db.setContext({ role: 'none' });
    expect(await call(db, 'secrets_getter', stranger, 'tok')).toBe('theirs');
  });

  test('without a user there are no secrets', async () => {
    await db.setContext({ role: 'authenticated', 'jwt.claims.user_id': null });
    expect(await read(db, 'tok', 'nothing')).toBe('nothing');
    expect(await failureOf(db, `select encrypted_secrets.secrets_upsert('${owner}', 'tok', 'x')`)).toMatchObject({
      code: '42501',
    });
  });
});
