import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import { failureOf } from '../../../spec-support/index.js';
import { files, read, upsert, verify } from './support.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase({ module: 'encrypted-secrets' });
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

const procedure = (name: string) => `schemas/encrypted_secrets/procedures/${name}`;

test.each([
  ['schemas/encrypted_secrets/schema', 'grant usage on schema encrypted_secrets to public'],
  [procedure('secrets_upsert'), 'revoke execute on function encrypted_secrets.secrets_upsert from authenticated'],
  [procedure('secrets_upsert'), 'alter function encrypted_secrets.secrets_upsert security definer'],
  [procedure('secrets_verify'), 'revoke execute on function encrypted_secrets.secrets_verify from authenticated'],
  [
    procedure('encrypt_field_crypt_verify'),
    'alter function encrypted_secrets.encrypt_field_crypt_verify reset search_path',
  ],
  [procedure('encrypt_field_pgp'), 'alter function encrypted_secrets.encrypt_field_pgp() reset all'],
  [procedure('encrypt_field_crypt'), 'revoke execute on function encrypted_secrets.encrypt_field_crypt() from public'],
  [procedure('secrets_delete'), 'drop function encrypted_secrets.secrets_delete(uuid, text[])'],
])('verify of %s notices: %s', async (change, damage) => {
  await db.query(files.script('verify', change));
  await db.query(damage);
  await failureOf(db, files.script('verify', change));
});

test('pgcrypto may be in a schema that nobody searches', async () => {
  const changes = files.changes().map(({ name }) => name);
  const table =
    'alter function secrets_schema.tg_hash_secrets() set search_path = pg_catalog, "Some Extensions", pg_temp';
  for (const change of [...changes].reverse()) await db.query(files.script('revert', change));
  await db.query(`create schema "Some Extensions"; alter extension pgcrypto set schema "Some Extensions"; ${table}`);
  for (const change of changes) await db.query(files.script('deploy', change));
  for (const change of changes) await db.query(files.script('verify', change));
  await upsert(db, 'tok', 'abc');
  expect(await read(db, 'tok')).toBe('abc');
  await upsert(db, 'tok', 'abc', 'crypt2');
  expect(await verify(db, 'tok', 'abc')).toBe(true);
});
