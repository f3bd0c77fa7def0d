import type { TestDatabase } from '@pgpm/testing';
import { failureOf } from '../../../spec-support/index.js';
import { files, openDatabase } from './support.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await openDatabase();
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

const change = 'schemas/meta_public/tables/rls_module/table';

test.each([
  'alter table meta_public.rls_module drop column "current_role"',
  'alter table meta_public.rls_module alter column authenticate drop not null',
  'alter table meta_public.rls_module drop constraint api_id_uniq',
  'alter table meta_public.rls_module drop constraint pschema_fkey',
  'alter table meta_public.rls_module disable row level security',
  'alter table meta_public.rls_module disable trigger same_database',
  'drop index meta_public.rls_module_users_table_id_idx',
  'revoke insert on meta_public.rls_module from administrator',
])('verify notices: %s', async (damage) => {
  await db.query(files.script('verify', change));
  await db.query(damage);
  await failureOf(db, files.script('verify', change));
});

test('what only stands for objects of db_meta leaves them there', async () => {
  const changes = ['schemas/meta_public/tables/sites/table', 'schemas/meta_public/tables/apis/table'];
  for (const name of [...changes, 'schemas/meta_public/schema', 'schemas/meta_private/schema']) {
    await db.query(files.script('revert', name));
    await db.query(files.script('deploy', name));
    await db.query(files.script('verify', name));
  }
  await db.query('select from meta_public.sites, meta_public.apis');
});
