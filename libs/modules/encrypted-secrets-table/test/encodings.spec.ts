import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import { failureOf } from '../../../spec-support/index.js';
import { decrypted, hex, insert, isHashOf, owner, update } from './support.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase({ module: 'encrypted-secrets-table' });
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

const bcrypt = (cost: string) => new RegExp(`^${hex(`$2a$${cost}$`).replace('\\', '\\\\')}[0-9a-f]{106}$`);

test.each([null, 'none', 'NONE', 'None'])('with the encoding %j the value stays clear', async (marker) => {
  expect(await insert(db, 'abc', marker)).toEqual({ value: '\\x616263', marker: 'none' });
});

test.each([
  ['crypt', 'crypt'],
  ['crypt2', 'crypt2'],
  ['pgp', 'pgp'],
  [null, 'none'],
])('no value under %j stays no value', async (marker, stored) => {
  expect(await insert(db, null, marker)).toEqual({ value: null, marker: stored });
});

test('pgp encrypts the hexadecimal text with the owner as pass phrase', async () => {
  const { value, marker } = await insert(db, 'abc', 'pgp');
  expect([marker, value?.length]).toEqual(['pgp', 2 + 2 * 77]);
  expect(await decrypted(db, owner)).toBe('abc');
  const raw = `select pgp_sym_decrypt(secrets_value_field, '${owner}') as text from secrets_schema.secrets_table`;
  expect(await db.one(raw)).toEqual({ text: '616263' });
});

test('pgp is AES-256 in a message with an iterated and salted key', async () => {
  await insert(db, 'abc', 'pgp');
  // RFC 4880, 5.3: tag 3, its length, version 4, cipher 9 is AES-256, string-to-key 3.
  const head = `select encode(substring(secrets_value_field for 5), 'hex') as head from secrets_schema.secrets_table`;
  expect(await db.one(head)).toEqual({ head: 'c30d040903' });
});

test('crypt hashes the text \\x and the hexadecimal value', async () => {
  const { value, marker } = await insert(db, 'abc', 'crypt');
  expect([marker, value]).toEqual(['crypt', expect.stringMatching(bcrypt('10'))]);
  expect(await isHashOf(db, '\\x616263')).toBe(true);
  expect(await isHashOf(db, 'abc')).toBe(false);
});

test('crypt2 hashes the SHA-256 of the value, all of which counts', async () => {
  const long = 'a'.repeat(200);
  const { value, marker } = await insert(db, `${long}X`, 'crypt2');
  expect([marker, value]).toEqual(['crypt2', expect.stringMatching(bcrypt('10'))]);
  const digest = (text: string) =>
    db.one<{ digest: string }>(`select encode(sha256(convert_to($1, 'UTF8')), 'hex') as digest`, [text]);
  expect(await isHashOf(db, (await digest(`${long}X`)).digest)).toBe(true);
  expect(await isHashOf(db, (await digest(`${long}Y`)).digest)).toBe(false);
});

test.each(['pgp', 'crypt', 'crypt2'])('the same secret under %s is never stored alike', async (marker) => {
  const first = await insert(db, 'abc', marker);
  await update(db, `name = 'other'`);
  expect((await insert(db, 'abc', marker)).value).not.toBe(first.value);
});

test.each(['bogus', 'PGP', 'Crypt', 'crypt3', ' pgp', '', 'bcrypt', 'pgp2'])(
  'the encoding %j is refused, before anything is stored in clear',
  async (marker) => {
    const sql = `insert into secrets_schema.secrets_table (secrets_owned_field, name, secrets_value_field, secrets_enc_field)
      values ('${owner}', 'tok', 'abc', $1)`;
    expect(await failureOf(db, sql, [marker])).toMatchObject({
      code: '22023',
      message: `unknown encoding of a secret: "${marker}"`,
      hint: 'Use pgp, crypt2, crypt or none.',
    });
  },
);

test('a wrong marker is refused where the triggers are off, too', async () => {
  await db.query('alter table secrets_schema.secrets_table disable trigger user');
  const sql = `insert into secrets_schema.secrets_table (secrets_owned_field, name, secrets_enc_field)
    values ('${owner}', 'tok', 'PGP')`;
  expect(await failureOf(db, sql)).toMatchObject({
    code: '23514',
    constraint: 'secrets_table_secrets_enc_field_check',
  });
});

describe('app.secrets_crypt_cost', () => {
  test('makes hashes harder', async () => {
    await db.query(`set local app.secrets_crypt_cost = '11'`);
    expect((await insert(db, 'abc', 'crypt2')).value).toMatch(bcrypt('11'));
  });

  test.each(['4', '9', '17', '31'])('%s is refused', async (cost) => {
    await db.query(`set local app.secrets_crypt_cost = '${cost}'`);
    await expect(insert(db, 'abc', 'crypt')).rejects.toMatchObject({ code: '22023' });
  });
});

test.each(['ñ€ 🔐', '', 'a\\b', '\\x41', "it's", 'x'.repeat(10_000)])('every text comes back: %j', async (text) => {
  await insert(db, text, 'pgp');
  expect(await decrypted(db, owner)).toBe(text);
});

test('objects of the caller do not stand in for those of pgcrypto', async () => {
  await db.query(`
    create schema evil;
    create function evil.crypt(text, text) returns text language sql as $$ select 'stolen' $$;
    create function evil.pgp_sym_encrypt(text, text, text) returns bytea language sql as $$ select 'stolen'::bytea $$;
    create function evil.encode(bytea, text) returns text language sql as $$ select 'stolen' $$;
    create domain pg_temp.text as pg_catalog.text check (false);
    set local search_path = pg_temp, evil, public, pg_catalog;
    insert into secrets_schema.secrets_table (secrets_owned_field, name, secrets_value_field, secrets_enc_field)
    values ('${owner}', 'tok', 'abc', 'pgp');
    set local search_path = public;`);
  expect(await decrypted(db, owner)).toBe('abc');
});
