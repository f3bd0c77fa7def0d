import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import { failureOf } from '../../../spec-support/index.js';
import { valueOf } from './support.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase({ module: 'totp' });
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

const contract = `
  base32_to_hex(input text) text i
  generate(secret text, period integer DEFAULT 30, digits integer DEFAULT 6, time_from timestamp with time zone DEFAULT now(), hash text DEFAULT 'sha1'::text, encoding text DEFAULT 'base32'::text, clock_offset integer DEFAULT 0) text s
  generate_secret(hash text DEFAULT 'sha1'::text) bytea v
  hotp(key bytea, c bigint, digits integer DEFAULT 6, hash text DEFAULT 'sha1'::text) text i
  pad_secret(input bytea, len integer) bytea i
  random_base32(_length integer DEFAULT 20) text v
  random_secret(hash text DEFAULT 'sha1'::text) text v
  timing_safe_equals(a bytea, b bytea) boolean i
  timing_safe_equals(a text, b text) boolean i
  url(email text, totp_secret text, totp_interval integer, totp_issuer text, digits integer DEFAULT 6, hash text DEFAULT 'sha1'::text) text i
  urlencode(in_str text) text i
  verify(secret text, check_totp text, period integer DEFAULT 30, digits integer DEFAULT 6, time_from timestamp with time zone DEFAULT now(), hash text DEFAULT 'sha1'::text, encoding text DEFAULT 'base32'::text, clock_offset integer DEFAULT 0, "window" integer DEFAULT 0) boolean s`;

test('the functions have the signatures of their contract, are pinned and described', async () => {
  const rows = await db.any<{ signature: string; sound: boolean }>(
    `select p.proname || '(' || pg_catalog.pg_get_function_arguments(p.oid) || ') '
         || pg_catalog.pg_get_function_result(p.oid) || ' ' || p.provolatile::text as signature,
       not p.prosecdef and p.proconfig = array['search_path=""']
         and pg_catalog.obj_description(p.oid, 'pg_proc') is not null as sound
     from pg_catalog.pg_proc as p where p.pronamespace = 'totp'::regnamespace`,
  );
  expect(rows.map(({ signature }) => signature).sort()).toEqual(contract.trim().split(/\n\s*/));
  expect(rows.filter(({ sound }) => !sound)).toEqual([]);
});

test('nobody may use the schema until its owner says so', async () => {
  const verified = `totp.verify('AAAA', totp.generate('AAAA'))`;
  await db.query('create role totp_test_visitor');
  await db.setContext({ role: 'totp_test_visitor' });
  expect(await failureOf(db, `select ${verified}`)).toMatchObject({
    code: '42501',
    message: 'permission denied for schema totp',
  });
  await db.setContext({ role: null });
  await db.query('grant usage on schema totp, base32 to totp_test_visitor');
  await db.setContext({ role: 'totp_test_visitor' });
  expect(await valueOf(db, verified)).toBe('true');
  expect(
    await db.any(
      `select p.oid::regprocedure::text from pg_catalog.pg_proc as p
       where p.pronamespace = 'totp'::regnamespace and not pg_catalog.has_function_privilege(p.oid, 'execute')`,
    ),
  ).toEqual([]);
});

test('nothing in the search_path can take the place of pgcrypto', async () => {
  await db.query(`
    create schema elsewhere;
    create function elsewhere.hmac(bytea, bytea, text) returns bytea language sql return '\\x00'::bytea;
    create function elsewhere.gen_random_bytes(int) returns bytea language sql return '\\x00'::bytea;
    set local search_path = elsewhere`);
  expect(await valueOf(db, `totp.hotp('12345678901234567890', 1)`)).toBe('287082');
  expect(await valueOf(db, 'totp.random_base32()')).toMatch(/^[a-z2-7]{20}$/);
});
