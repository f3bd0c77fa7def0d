import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import { failureOf } from '../../../spec-support/index.js';
import { decrypted, insert, isHashOf, owner, stranger, update } from './support.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase({ module: 'encrypted-secrets-table' });
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

const set = (assignments: string) => `update secrets_schema.secrets_table set ${assignments}`;

test.each(['none', 'pgp', 'crypt', 'crypt2'])('a new name leaves a secret under %s as it is', async (marker) => {
  const before = await insert(db, 'abc', marker);
  expect(await update(db, `name = 'other'`)).toEqual(before);
});

test.each(['pgp', 'none'])('the same value and encoding written again leave %s as it is', async (marker) => {
  const before = await insert(db, 'abc', marker);
  const same = 'secrets_value_field = secrets_value_field, secrets_enc_field = secrets_enc_field';
  expect(await update(db, same)).toEqual(before);
});

test('a new value is encoded as the marker says', async () => {
  await insert(db, 'abc', 'crypt');
  await update(db, `secrets_value_field = 'zzz'`);
  expect(await isHashOf(db, '\\x7a7a7a')).toBe(true);
  await update(db, `secrets_value_field = 'yyy', secrets_enc_field = 'pgp'`);
  expect(await decrypted(db, owner)).toBe('yyy');
});

test('a new encoding encodes the secret that is there', async () => {
  await insert(db, 'abc', 'none');
  expect(await update(db, `secrets_enc_field = 'pgp'`)).toMatchObject({ marker: 'pgp' });
  expect(await decrypted(db, owner)).toBe('abc');
  expect(await update(db, `secrets_enc_field = null`)).toEqual({ value: '\\x616263', marker: 'none' });
  await update(db, `secrets_enc_field = 'pgp'`);
  expect(await update(db, `secrets_enc_field = 'crypt'`)).toMatchObject({ marker: 'crypt' });
  expect(await isHashOf(db, '\\x616263')).toBe(true);
});

test.each([
  ['crypt', 'none'],
  ['crypt', 'crypt2'],
  ['crypt2', 'pgp'],
])('%s does not become %s without the value', async (from, to) => {
  await insert(db, 'abc', from);
  expect(await failureOf(db, set(`secrets_enc_field = '${to}'`))).toMatchObject({ code: '22023' });
  expect(await update(db, `secrets_enc_field = '${to}', secrets_value_field = 'new'`)).toMatchObject({ marker: to });
});

test('an unknown encoding is refused in updates, too', async () => {
  await insert(db, 'abc', 'pgp');
  expect(await failureOf(db, set(`secrets_enc_field = 'plain'`))).toMatchObject({ code: '22023' });
});

test('no value can get any encoding', async () => {
  await insert(db, null, 'crypt');
  expect(await update(db, `secrets_enc_field = 'pgp'`)).toEqual({ value: null, marker: 'pgp' });
  expect(await update(db, `secrets_value_field = 'abc'`)).toMatchObject({ marker: 'pgp' });
  expect(await decrypted(db, owner)).toBe('abc');
  expect(await update(db, 'secrets_value_field = null')).toEqual({ value: null, marker: 'pgp' });
});

test('an encrypted secret can change its owner', async () => {
  await insert(db, 'abc', 'pgp');
  await update(db, `secrets_owned_field = '${stranger}'`);
  expect(await decrypted(db, stranger)).toBe('abc');
  expect(
    await failureOf(db, `select pgp_sym_decrypt(secrets_value_field, '${owner}') from secrets_schema.secrets_table`),
  ).toMatchObject({ code: '39000', message: 'Wrong key or corrupt data' });
});

test.each(['none', 'crypt', 'crypt2'])('a secret under %s keeps its value when the owner changes', async (marker) => {
  const before = await insert(db, 'abc', marker);
  expect(await update(db, `secrets_owned_field = '${stranger}'`)).toEqual(before);
});

test('the owner of the table restores encoded rows with the triggers off', async () => {
  await insert(db, 'abc', 'pgp');
  await db.query(`
    create temp table backup as select * from secrets_schema.secrets_table;
    delete from secrets_schema.secrets_table;
    alter table secrets_schema.secrets_table disable trigger user;
    insert into secrets_schema.secrets_table select * from backup;
    alter table secrets_schema.secrets_table enable trigger user;`);
  expect(await decrypted(db, owner)).toBe('abc');
});
