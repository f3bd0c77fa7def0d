import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import { failureOf } from '../../../spec-support/index.js';
import { decrypted, files, insert, owner } from './support.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase({ module: 'encrypted-secrets-table' });
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

const triggers = 'schemas/secrets_schema/tables/secrets_table/triggers/hash_secrets';
const table = 'schemas/secrets_schema/tables/secrets_table/table';

test.each([
  [table, 'alter table secrets_schema.secrets_table disable row level security'],
  [table, 'drop policy own_secrets on secrets_schema.secrets_table'],
  [table, 'alter table secrets_schema.secrets_table drop constraint secrets_table_secrets_enc_field_check'],
  [triggers, 'alter table secrets_schema.secrets_table disable trigger hash_secrets_update'],
  [triggers, 'alter function secrets_schema.tg_hash_secrets() reset search_path'],
  ['schemas/secrets_schema/schema', 'grant usage on schema secrets_schema to public'],
])('verify of %s notices: %s', async (change, damage) => {
  await db.query(files.script('verify', change));
  await db.query(damage);
  await failureOf(db, files.script('verify', change));
});

test('pgcrypto may be in a schema that nobody searches', async () => {
  await db.query(files.script('revert', triggers));
  await db.query('create schema "Some Extensions"; alter extension pgcrypto set schema "Some Extensions"');
  await db.query(files.script('deploy', triggers));
  await db.query(files.script('verify', triggers));
  await insert(db, 'abc', 'pgp');
  await db.query('alter extension pgcrypto set schema public');
  expect(await decrypted(db, owner)).toBe('abc');
});

test('a deployment says that pgcrypto is missing', async () => {
  await db.query(`${files.script('revert', triggers)} drop extension pgcrypto`);
  expect(await failureOf(db, files.script('deploy', triggers))).toMatchObject({
    code: '42704',
    message: 'extension "pgcrypto" is not installed',
    hint: 'Run: create extension pgcrypto',
  });
});
