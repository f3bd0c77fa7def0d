import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import { failureOf } from '../../../spec-support/index.js';
import { call, owner, stranger, upsert } from './support.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase({ module: 'encrypted-secrets' });
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

const value = 'secrets_value_field';

describe('encrypt_field_set and encrypt_field_bytea_to_text', () => {
  test.each([
    ['abc', '\\x616263'],
    ['\\x41', '\\x41'],
    ['a\\\\b', '\\x615c62'],
    ['ñ', '\\xc3b1'],
    ['', '\\x'],
    [null, null],
  ])('%j is the bytes %s', async (text, bytes) => {
    expect(await db.one('select encrypted_secrets.encrypt_field_set($1)::text as bytes', [text])).toEqual({ bytes });
  });

  test('a lone backslash is no notation of bytes', async () => {
    expect(await failureOf(db, `select encrypted_secrets.encrypt_field_set('a\\b')`)).toMatchObject({ code: '22P02' });
  });

  test.each([
    ['\\x414243', 'ABC'],
    ['\\xc3b1e282ac', 'ñ€'],
    ['\\x', ''],
    [null, null],
  ])('%s is the text %j', async (bytes, text) => {
    expect(await call(db, 'encrypt_field_bytea_to_text', bytes)).toBe(text);
  });

  test.each(['\\xff', '\\x4100', '\\xeda080'])('%s is no text', async (bytes) => {
    expect(await failureOf(db, 'select encrypted_secrets.encrypt_field_bytea_to_text($1)', [bytes])).toMatchObject({
      code: '22021',
    });
  });
});

describe('encrypt_field_pgp_get', () => {
  const get = (expression: string) => `select encrypted_secrets.encrypt_field_pgp_get(${expression}) as text`;

  test('decrypts hexadecimal text', async () => {
    expect(await db.one(get(`pgp_sym_encrypt(encode('hey', 'hex'), 'pw'), 'pw'`))).toEqual({ text: 'hey' });
    expect(await db.one(get(`null, 'pw'`))).toEqual({ text: null });
  });

  test.each([
    [`pgp_sym_encrypt(encode('hey', 'hex'), 'pw'), 'other'`, '39000', 'Wrong key or corrupt data'],
    [`'no message', 'pw'`, '39000', 'Wrong key or corrupt data'],
    [`pgp_sym_encrypt('hey', 'pw'), 'pw'`, '22023', 'invalid hexadecimal digit: "h"'],
  ])('of %s is an error', async (expression, code, message) => {
    expect(await failureOf(db, get(expression))).toMatchObject({ code, message });
  });
});

describe('encrypt_field_pgp_getter', () => {
  const getter = (...args: unknown[]) => call(db, 'encrypt_field_pgp_getter', owner, ...args);
  beforeEach(async () => {
    await upsert(db, 'b', 'second');
    await upsert(db, 'a', 'first');
  });

  test('decrypts with the owner as pass phrase, the first secret or the named one', async () => {
    expect(await getter(value, 'secrets_owned_field')).toBe('first');
    expect(await getter('Secrets_Value_FIELD', 'SECRETS_OWNED_FIELD', 'b')).toBe('second');
    expect(await getter(value, 'secrets_owned_field', 'missing')).toBeNull();
    expect(await call(db, 'encrypt_field_pgp_getter', stranger, value, 'secrets_owned_field')).toBeNull();
  });

  test('fails with another column as pass phrase', async () => {
    await expect(getter(value, 'secrets_enc_field')).rejects.toMatchObject({ code: '39000' });
  });

  test.each([
    [`${value} from secrets_schema.secrets_table; --`, 'name'],
    [value, `(select 'x')`],
    ['ctid', 'name'],
    ['', ''],
  ])('columns are names, not SQL: %j, %j', async (first, second) => {
    await expect(getter(first, second)).rejects.toMatchObject({ code: '42703' });
  });
});

describe('encrypt_field_crypt_verify', () => {
  const check = (...args: unknown[]) => call(db, 'encrypt_field_crypt_verify', owner, ...args);

  // Test vectors of bcrypt that implementations share: jBCrypt, OpenBSD, crypt_blowfish.
  test.each([
    ['', '$2a$06$DCq7YPn5Rq63x1Lad4cll.TV4S6ytwfsfvkgY8jIucDrjc8deX1s.'],
    ['a', '$2a$06$m0CrhHm10qJ3lXRY.5zDGO3rS2KdeeWLuGmsfGlMfOxih58VYVfxe'],
    ['abc', '$2a$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i'],
    ['abcdefghijklmnopqrstuvwxyz', '$2a$06$.rCVZVOThsIa97pEDOxvGuRRgzG64bvtJ0938xuqzv18d3ZpQhstC'],
    ['~!@#$%^&*()      ~!@#$%^&*()PNBFRD', '$2a$06$fPIsBO8qRqkjj273rfaOI.HtSV9jLDpTbZn782DC6/t7qT67P6FfO'],
  ])('knows the hash of %j in a column of text', async (text, hash) => {
    await upsert(db, hash, 'x', 'none');
    expect(await check('name', text)).toBe(true);
    expect(await check('name', `${text}!`)).toBe(false);
  });

  test.each(['crypt', 'crypt2'])('knows the value that the table hashed under %s', async (encoding) => {
    await upsert(db, 'b', 'second', encoding);
    await upsert(db, 'a', 'first', encoding);
    expect([await check(value, 'first'), await check(value, 'second')]).toEqual([true, false]);
    expect([await check(value, 'first', 'b'), await check(value, 'second', 'b')]).toEqual([false, true]);
    expect(await check(value, null)).toBeNull();
    expect(await check(value, 'first', 'missing')).toBeNull();
  });

  test.each(['pgp', 'none'])('is false for a value that is not hashed: %s', async (encoding) => {
    await upsert(db, 'a', 'first', encoding);
    expect([await check(value, 'first'), await check(value, null)]).toEqual([false, null]);
  });

  test('is NULL for an unknown owner and for no value', async () => {
    expect(await check(value, 'x')).toBeNull();
    expect(await check('name', 'x')).toBeNull();
    await upsert(db, 'a', null, 'crypt');
    expect(await check(value, 'x')).toBeNull();
  });

  test.each(["name || ''", 'crypt', ''])('the column is a name, not SQL: %j', async (column) => {
    await expect(check(column, 'x')).rejects.toMatchObject({ code: '42703' });
  });
});
