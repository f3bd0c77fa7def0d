import type { TestDatabase } from '@pgpm/testing';
import { expectExample, failureOf } from '../../../spec-support/index.js';
import { change, counts, files, openDatabase, owner } from './support.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await openDatabase();
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

test('the example of the README gives the result that it shows', async () => {
  await expectExample(db, files.text('README.md'));
});

// Weakness 1 of the reference.
test.each([
  `update collections_public.database set name = 'renamed'`,
  `delete from collections_public.schema where name = 'private'`,
  `delete from collections_public.table`,
  `delete from meta_public.domains where subdomain = 'meta'`,
  `update meta_public.domains set api_id = null where subdomain = 'api'`,
  `delete from meta_public.apps`,
  `delete from meta_public.api_schemata`,
  `delete from meta_public.api_extensions where schema_name = 'meta_public'`,
  `delete from meta_public.site_metadata`,
  `update meta_public.site_themes set theme = '{}'`,
  `delete from meta_public.user_auth_module`,
  `delete from meta_public.rls_module`,
])('verify notices: %s', async (damage) => {
  await db.query(files.script('verify', change));
  await db.query(damage);
  expect(await failureOf(db, files.script('verify', change))).toMatchObject({ code: 'P0001' });
});

// Weakness 6 of the reference.
test('a second run changes nothing', async () => {
  const before = await counts(db);
  await db.query(`update meta_public.sites set title = 'Changed'`);
  await db.query(files.script('deploy', change));
  expect(await counts(db)).toEqual(before);
  expect(await db.one('select title from meta_public.sites')).toEqual({ title: 'Changed' });
});

// Weakness 2 of the reference.
test('revert leaves databases of the same name alone, and nothing of its own', async () => {
  const other = '0b0b0b0b-1111-4222-8333-444444444444';
  await db.query(`insert into collections_public.database (owner_id, name) values ($1, 'meta_db'), (null, 'meta_db')`, [
    other,
  ]);
  await db.query(files.script('revert', change));
  expect(await counts(db)).toEqual({ 'collections_public.database': 2 });
  await db.query(files.script('deploy', change));
  await db.query(files.script('verify', change));
});

test('a database meta_db of the same owner is not taken over', async () => {
  await db.query(files.script('revert', change));
  await db.query(`insert into collections_public.database (owner_id, name) values ($1, 'meta_db')`, [owner]);
  expect(await failureOf(db, files.script('deploy', change))).toMatchObject({
    code: '23505',
    constraint: 'databases_database_unique_name_idx',
  });
});

test('host names of another database are not taken over', async () => {
  await db.query(files.script('revert', change));
  await db.query(
    `with d as (insert into collections_public.database (name) values ('real') returning id)
     insert into meta_public.domains (database_id, subdomain, domain) select id, 'API', 'pgpm.io' from d`,
  );
  expect(await failureOf(db, files.script('deploy', change))).toMatchObject({
    code: '23505',
    message: 'host name "api.pgpm.io" belongs to another database',
  });
});
