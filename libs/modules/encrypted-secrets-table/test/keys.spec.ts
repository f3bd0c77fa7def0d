import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import { failureOf } from '../../../spec-support/index.js';
import { decrypted, insert, owner, stranger, update } from './support.js';

// Weakness 1 of the reference: who reads the row can decrypt it. With app.secrets_key that is not so.
let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase({ module: 'encrypted-secrets-table' });
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

const settings = async (values: Readonly<Record<string, string>>): Promise<void> => {
  for (const [name, value] of Object.entries(values)) await db.query(`select set_config($1, $2, true)`, [name, value]);
};
const key = { 'app.secrets_key': 'first key' };
const noKey = { 'app.secrets_key': '' };

test('the key and the owner decrypt, the owner alone does not', async () => {
  await settings(key);
  expect(await insert(db, 'abc', 'pgp')).toMatchObject({ marker: 'pgp:1' });
  expect(await decrypted(db, `first key:${owner}`)).toBe('abc');
  for (const guess of [owner, 'first key', `first key:${stranger}`]) {
    const attempt = 'select pgp_sym_decrypt(secrets_value_field, $1) from secrets_schema.secrets_table';
    expect(await failureOf(db, attempt, [guess])).toMatchObject({ code: '39000' });
  }
});

test('the key can be rotated with one update', async () => {
  await settings(key);
  await insert(db, 'abc', 'pgp');
  await settings({
    'app.secrets_key': 'second key',
    'app.secrets_key_version': '2026_11',
    'app.secrets_key_1': 'first key',
  });
  expect(await update(db, `secrets_enc_field = 'pgp'`)).toMatchObject({ marker: 'pgp:2026_11' });
  expect(await decrypted(db, `second key:${owner}`)).toBe('abc');
});

test('secrets without a key get one with one update', async () => {
  await insert(db, 'abc', 'pgp');
  await settings(key);
  expect(await update(db, `secrets_enc_field = 'pgp:'`)).toMatchObject({ marker: 'pgp:1' });
  expect(await decrypted(db, `first key:${owner}`)).toBe('abc');
});

test.each(["secrets_value_field = 'new'", "secrets_value_field = 'new', secrets_enc_field = 'pgp'"])(
  'a session without the key does not weaken a secret: %s',
  async (assignments) => {
    await settings(key);
    await insert(db, 'abc', 'pgp');
    await settings(noKey);
    expect(await failureOf(db, `update secrets_schema.secrets_table set ${assignments}`)).toMatchObject({
      code: '55000',
      message: 'the key of version "1" is not known',
      hint: 'Set app.secrets_key.',
    });
  },
);

test('a new owner needs the key', async () => {
  await settings(key);
  await insert(db, 'abc', 'pgp');
  await settings(noKey);
  const give = `update secrets_schema.secrets_table set secrets_owned_field = '${stranger}'`;
  expect(await failureOf(db, give)).toMatchObject({ code: '55000' });
  await settings(key);
  await db.query(give);
  expect(await decrypted(db, `first key:${stranger}`)).toBe('abc');
});

test('a version that cannot be the name of a setting is refused', async () => {
  await settings({ ...key, 'app.secrets_key_version': 'a b' });
  await expect(insert(db, 'abc', 'pgp')).rejects.toMatchObject({
    code: '23514',
    constraint: 'secrets_table_secrets_enc_field_check',
  });
});

test('the pass phrase is built from owner, key and version', async () => {
  await settings({ ...key, 'app.secrets_key_2': 'another' });
  const phrase = (marker: string | null) =>
    db.one('select secrets_schema.pass_phrase($1, $2) as phrase', [owner, marker]);
  expect(await phrase('pgp')).toEqual({ phrase: owner });
  expect(await phrase('none')).toEqual({ phrase: owner });
  expect(await phrase(null)).toEqual({ phrase: owner });
  expect(await phrase('pgp:1')).toEqual({ phrase: `first key:${owner}` });
  expect(await phrase('pgp:2')).toEqual({ phrase: `another:${owner}` });
  expect(await failureOf(db, `select secrets_schema.pass_phrase('${owner}', 'pgp:3')`)).toMatchObject({
    code: '55000',
    hint: 'Set app.secrets_key_3.',
  });
});
