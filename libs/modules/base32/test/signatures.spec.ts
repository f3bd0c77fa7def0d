import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import { failureOf } from '../../../spec-support/index.js';
import { valueOf } from './support.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase({ module: 'base32' });
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

const contract = `
  base32_alphabet(input integer) character
  base32_alphabet_to_decimal(input text) text
  base32_alphabet_to_decimal_int(input text) integer
  base32_to_decimal(input text) text[]
  binary_to_int(input text) integer
  decimal_to_chunks(input text[]) text[]
  decode(input text) text
  decode_bytes(input text) bytea
  decode_strict(input text) bytea
  encode(input text) text
  encode_bytes(input bytea) text
  fill_chunks(input text[]) text[]
  string_nchars(text, integer) text[]
  to_ascii(input text) integer[]
  to_base32(input text[]) text
  to_binary(input integer) text
  to_binary(input integer[]) text[]
  to_chunks(input text[]) text[]
  to_decimal(input text[]) text[]
  to_groups(input text[]) text[]
  valid(input text) boolean
  zero_fill(a integer, b integer) bigint`;

test('the functions have the signatures of their contract, are immutable, parallel safe, pinned and described', async () => {
  const rows = await db.any<{ signature: string; sound: boolean }>(
    `select p.proname || '(' || pg_catalog.pg_get_function_arguments(p.oid) || ') '
         || pg_catalog.pg_get_function_result(p.oid) as signature,
       p.provolatile = 'i' and p.proparallel = 's' and not p.prosecdef and p.proconfig = array['search_path=""']
         and pg_catalog.obj_description(p.oid, 'pg_proc') is not null as sound
     from pg_catalog.pg_proc as p where p.pronamespace = 'base32'::regnamespace`,
  );
  expect(rows.map(({ signature }) => signature).sort()).toEqual(contract.trim().split(/\n\s*/));
  expect(rows.filter(({ sound }) => !sound)).toEqual([]);
});

test('nobody may use the schema until its owner says so; then all functions are theirs', async () => {
  await db.query('create role base32_test_visitor');
  await db.setContext({ role: 'base32_test_visitor' });
  expect(await failureOf(db, `select base32.encode('f')`)).toMatchObject({
    code: '42501',
    message: 'permission denied for schema base32',
  });
  await db.setContext({ role: null });
  await db.query('grant usage on schema base32 to base32_test_visitor');
  await db.setContext({ role: 'base32_test_visitor' });
  expect(await valueOf(db, `base32.decode(base32.encode('foobar'))`)).toBe('foobar');
  expect(
    await db.any(
      `select p.oid::regprocedure::text from pg_catalog.pg_proc as p
       where p.pronamespace = 'base32'::regnamespace and not pg_catalog.has_function_privilege(p.oid, 'execute')`,
    ),
  ).toEqual([]);
});

test.each(['', 'elsewhere, pg_catalog'])('nothing depends on search_path %j', async (path) => {
  await db.query(`
    create schema elsewhere;
    create function elsewhere.get_byte(bytea, int) returns int language sql return 0;
    create function elsewhere.encode_bytes(bytea) returns text language sql return 'wrong';
    set local search_path = '${path}'`);
  expect(await valueOf(db, `base32.encode('foobar')`)).toBe('MZXW6YTBOI======');
  expect(await valueOf(db, `base32.decode('MZXW6YTBOI======')`)).toBe('foobar');
});

test('values of columns with a collation of their own are read as ASCII', async () => {
  await db.query(`
    create collation public.loose (provider = icu, locale = 'und-u-ks-level1', deterministic = false);
    create table codes (code text collate public.loose);
    insert into codes values ('my======'), ('MY'), ('MÝ')`);
  expect(await db.any('select base32.valid(code) as valid from codes')).toEqual([
    { valid: true },
    { valid: true },
    { valid: false },
  ]);
  expect(await db.any(`select base32.decode(code) as text from codes where base32.valid(code)`)).toEqual([
    { text: 'f' },
    { text: 'f' },
  ]);
  expect(await failureOf(db, 'select base32.decode_strict(code) from codes limit 1')).toMatchObject({
    message: 'INVALID_BASE32',
  });
  expect(await valueOf(db, 'select base32.base32_to_decimal(code) from codes limit 1')).toBe('{12,24,=,=,=,=,=,=}');
});

test('the results can be indexed', async () => {
  await db.query(`
    create table keys (key bytea);
    create unique index on keys (base32.encode_bytes(key));
    insert into keys values ('f')`);
  expect(await failureOf(db, `insert into keys values ('f')`)).toMatchObject({ code: '23505' });
});
