import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import { failureOf } from '../../../spec-support/index.js';
import { call, owner, read, stored, stranger, upsert, verify } from './support.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase({ module: 'encrypted-secrets' });
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

test('a secret is encrypted by default, and comes back', async () => {
  expect(await upsert(db, 'tok', 's3cr3t')).toBe(true);
  expect(await stored(db)).toEqual([{ name: 'tok', encoding: 'pgp', bytes: 83 }]);
  expect(await read(db, 'tok')).toBe('s3cr3t');
  expect(await verify(db, 'tok', 's3cr3t')).toBe(true);
  expect(await verify(db, 'tok', 'bad')).toBe(false);
});

test('a missing secret is the default, and is like nothing', async () => {
  expect(await read(db, 'nope')).toBeNull();
  expect(await read(db, 'nope', 'dflt')).toBe('dflt');
  expect(await verify(db, 'nope', 'x')).toBeNull();
});

test('nothing is like NULL', async () => {
  await upsert(db, 'tok', 's3cr3t');
  await upsert(db, 'pw', 's3cr3t', 'crypt');
  await upsert(db, 'pw2', 's3cr3t', 'crypt2');
  for (const name of ['tok', 'pw', 'pw2']) expect(await verify(db, name, null)).toBeNull();
});

test('a secret that is NULL is stored, read as NULL and not as the default, and can get a value', async () => {
  for (const encoding of ['pgp', 'crypt', 'crypt2', 'none']) {
    await upsert(db, 'nul', null, encoding);
    expect(await read(db, 'nul', 'default')).toBeNull();
    expect(await verify(db, 'nul', 'x')).toBeNull();
  }
  await upsert(db, 'nul', 'now');
  expect(await read(db, 'nul', 'default')).toBe('now');
});

test.each(['crypt', 'crypt2'])('a secret under %s can be verified and never be read', async (encoding) => {
  await upsert(db, 'pw', 'hunter2', encoding);
  expect(await verify(db, 'pw', 'hunter2')).toBe(true);
  expect(await verify(db, 'pw', 'hunter3')).toBe(false);
  expect(await read(db, 'pw', 'default')).toBeNull();
  expect(await stored(db)).toEqual([{ name: 'pw', encoding, bytes: 60 }]);
  // Who has seen the hash cannot present it as the secret.
  const { hash } = await db.one<{ hash: string }>(
    `select convert_from(secrets_value_field, 'UTF8') as hash from secrets_schema.secrets_table`,
  );
  expect(await verify(db, 'pw', hash)).toBe(false);
});

test('crypt counts 35 bytes, crypt2 all', async () => {
  const long = 'a'.repeat(35);
  await upsert(db, 'pw', `${long}X`, 'crypt');
  expect(await verify(db, 'pw', `${long}Y`)).toBe(true);
  await upsert(db, 'pw', `${long.slice(1)}X`, 'crypt');
  expect(await verify(db, 'pw', `${long.slice(1)}Y`)).toBe(false);
  await upsert(db, 'pw', `${long}X`, 'crypt2');
  expect(await verify(db, 'pw', `${long}Y`)).toBe(false);
  expect(await verify(db, 'pw', `${long}X`)).toBe(true);
});

test('hashes of cost 6, as the reference stores them, stay valid', async () => {
  await upsert(db, 'pw', 'later', 'crypt');
  await db.query(`
    alter table secrets_schema.secrets_table disable trigger user;
    update secrets_schema.secrets_table
    set secrets_value_field = convert_to(crypt('\\x68756e74657232', gen_salt('bf')), 'UTF8');`);
  expect(await verify(db, 'pw', 'hunter2')).toBe(true);
  expect(await verify(db, 'pw', 'hunter3')).toBe(false);
});

test.each(['none', 'NONE', null])('a secret under %j is kept in clear', async (encoding) => {
  await upsert(db, 'pl', 'plain', encoding);
  expect(await stored(db)).toEqual([{ name: 'pl', encoding: 'none', bytes: 5 }]);
  expect(await read(db, 'pl')).toBe('plain');
  expect([await verify(db, 'pl', 'plain'), await verify(db, 'pl', 'Plain')]).toEqual([true, false]);
});

test.each(['bogus', 'PGP', 'bcrypt'])('the encoding %j is refused, and nothing is stored', async (encoding) => {
  const sql = 'select encrypted_secrets.secrets_upsert($1, $2, $3, $4)';
  expect(await failureOf(db, sql, [owner, 'pl', 'plain', encoding])).toMatchObject({ code: '22023' });
  expect(await stored(db)).toEqual([]);
});

const texts = [
  'ñ€',
  '🔐 e\u0301',
  '',
  ' ',
  'a\\b',
  'a\\\\b',
  '\\x6869',
  '\\101BC',
  "it's",
  '%s $1 --',
  'x'.repeat(5000),
];
describe.each(['pgp', 'none'])('under %s', (encoding) => {
  test.each(texts)('the secret %j is kept as it was written', async (text) => {
    await upsert(db, 'any', text, encoding);
    expect(await read(db, 'any')).toBe(text);
    expect(await verify(db, 'any', text)).toBe(true);
    expect(await verify(db, 'any', `!${text}`)).toBe(false);
  });
});

test.each([
  ['crypt', 'a\\b ñ€'],
  ['crypt', ''],
  ['crypt2', '\\x6869 🔐'],
  ['crypt2', ''],
])('under %s the secret %j counts as it was written', async (encoding, text) => {
  await upsert(db, 'any', text, encoding);
  expect(await verify(db, 'any', text)).toBe(true);
  expect(await verify(db, 'any', `!${text}`)).toBe(false);
});

test.each([
  ['crypt', 'pgp'],
  ['pgp', 'none'],
  ['none', 'pgp'],
  ['none', 'crypt2'],
  ['crypt2', 'crypt'],
])('a secret under %s is replaced by one under %s, also by the same one', async (before, after) => {
  await upsert(db, 'tok', 'later', before);
  await upsert(db, 'tok', 'later2', after);
  expect(await verify(db, 'tok', 'later2')).toBe(true);
  await upsert(db, 'tok', 'later2', before);
  await upsert(db, 'tok', 'later2', after);
  expect(await verify(db, 'tok', 'later2')).toBe(true);
  expect(await stored(db)).toMatchObject([{ name: 'tok', encoding: after }]);
});

test('a secret that equals the stored hash of the old one is hashed all the same', async () => {
  await upsert(db, 'pw', 'old', 'crypt2');
  const { hash } = await db.one<{ hash: string }>(
    `select convert_from(secrets_value_field, 'UTF8') as hash from secrets_schema.secrets_table`,
  );
  await upsert(db, 'pw', hash, 'crypt2');
  expect(await verify(db, 'pw', hash)).toBe(true);
  expect(await verify(db, 'pw', 'old')).toBe(false);
});

test('names are exact, Unicode, and belong to their owner', async () => {
  await upsert(db, 'ключ', 'a');
  await upsert(db, 'Ключ', 'b');
  expect([await read(db, 'ключ'), await read(db, 'Ключ')]).toEqual(['a', 'b']);
  expect(await call(db, 'secrets_getter', stranger, 'ключ')).toBeNull();
});

test.each([
  ['secrets_owned_field', [null, 'tok']],
  ['name', [owner, null]],
])('%s must not be NULL', async (column, args) => {
  const failure = await failureOf(db, `select encrypted_secrets.secrets_upsert($1, $2, 'x')`, args);
  expect(failure).toMatchObject({ code: '23502', column });
});

test('bytes that are no text in UTF-8 are refused on reading', async () => {
  await db.query(
    `insert into secrets_schema.secrets_table (secrets_owned_field, name, secrets_value_field) values ($1, 'raw', '\\xff')`,
    [owner],
  );
  expect(await failureOf(db, 'select encrypted_secrets.secrets_getter($1, $2)', [owner, 'raw'])).toMatchObject({
    code: '22021',
  });
});

describe('secrets_delete', () => {
  beforeEach(async () => {
    for (const name of ['a', 'b', '{a,b}']) await upsert(db, name, 'x', 'none');
    await call(db, 'secrets_upsert', stranger, 'a', 'theirs', 'none');
  });
  const names = async () => (await stored(db)).map(({ name }) => name).sort();

  test('deletes one by name', async () => {
    await db.query(`select encrypted_secrets.secrets_delete('${owner}', 'a'::text)`);
    expect(await names()).toEqual(['a', 'b', '{a,b}']);
    expect(await call(db, 'secrets_getter', stranger, 'a')).toBe('theirs');
  });

  test('deletes those of an array that there are', async () => {
    await db.query(`select encrypted_secrets.secrets_delete('${owner}', array['a', 'b', 'missing', null])`);
    expect(await names()).toEqual(['a', '{a,b}']);
  });

  test('takes an untyped literal for a name', async () => {
    await db.query(`select encrypted_secrets.secrets_delete('${owner}', '{a,b}')`);
    expect(await names()).toEqual(['a', 'a', 'b']);
  });

  test.each(["'missing'", 'null::text', 'null::text[]', "'{}'::text[]"])('does nothing for %s', async (argument) => {
    await db.query(`select encrypted_secrets.secrets_delete('${owner}', ${argument})`);
    expect(await names()).toHaveLength(4);
  });
});

describe('with a key outside of the table', () => {
  beforeEach(() => db.query(`set local app.secrets_key = 'key'`));

  test('secrets are read with it, and not without', async () => {
    await upsert(db, 'tok', 's3cr3t');
    await upsert(db, 'tok', 's3cr3t');
    expect(await stored(db)).toMatchObject([{ encoding: 'pgp:1' }]);
    expect([await read(db, 'tok'), await verify(db, 'tok', 's3cr3t')]).toEqual(['s3cr3t', true]);
    await db.query(`set local app.secrets_key = 'wrong'`);
    expect(await failureOf(db, `select encrypted_secrets.secrets_getter('${owner}', 'tok')`)).toMatchObject({
      code: '39000',
    });
    await db.query(`set local app.secrets_key = ''`);
    expect(await failureOf(db, `select encrypted_secrets.secrets_getter('${owner}', 'tok')`)).toMatchObject({
      code: '55000',
    });
  });

  test('secrets of before are still read, and replacing them encrypts them with it', async () => {
    await db.query(`set local app.secrets_key = ''`);
    await upsert(db, 'tok', 's3cr3t');
    await db.query(`set local app.secrets_key = 'key'`);
    expect(await read(db, 'tok')).toBe('s3cr3t');
    await upsert(db, 'tok', 's3cr3t');
    expect(await stored(db)).toMatchObject([{ encoding: 'pgp:1' }]);
  });
});
