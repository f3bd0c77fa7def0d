import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import type { Client } from 'pg';
import { untilBlocked } from '../../../spec-support/index.js';
import { owner, read, stored, upsert } from './support.js';

// These tests commit.
let db: TestDatabase;
let other: Client;
beforeAll(async () => {
  db = await createTestDatabase({ module: 'encrypted-secrets' });
  other = await db.connect();
});
afterAll(() => db.teardown());
beforeEach(() => db.query('delete from secrets_schema.secrets_table'));

test.each([
  ['secrets_upsert', `select encrypted_secrets.secrets_upsert('${owner}', 'tok', 'late', 'none')`],
  [
    'secrets_table_upsert',
    `select encrypted_secrets.secrets_table_upsert('${owner}', '{"name": "tok", "secrets_value_field": "late"}')`,
  ],
])('two that add the same secret make one of it: %s', async (_, sql) => {
  await db.begin();
  await upsert(db, 'tok', 'early', 'none');
  const late = other.query(sql);
  await untilBlocked(db);
  await db.query('commit');
  await late;
  await db.rollback();
  expect(await stored(db)).toHaveLength(1);
  expect(await read(db, 'tok')).toBe('late');
});
