import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import { failureOf } from '../../../spec-support/index.js';
import { files } from './support.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase({ module: 'defaults' });
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

const change = 'defaults/public';
// The test database is a copy of a template, and copies do not inherit the privileges of a database.
const deploy = (): Promise<unknown> => db.query(files.script('deploy', change));
const executable = async (signature: string): Promise<unknown> =>
  (await db.one<{ may: boolean }>(`select has_function_privilege('public', $1, 'execute') as may`, [signature])).may;

test('everybody has no privilege on the database, and may only use schema public', async () => {
  await deploy();
  expect(
    await db.one(`select has_database_privilege('public', current_database(), 'connect') as connect,
      has_database_privilege('public', current_database(), 'temp') as temp,
      has_database_privilege('public', current_database(), 'create') as "create",
      has_schema_privilege('public', 'public', 'usage') as usage,
      has_schema_privilege('public', 'public', 'create') as create_in_public`),
  ).toEqual({ connect: false, temp: false, create: false, usage: true, create_in_public: false });
  expect(
    await db.any(`select a.grantee = d.datdba as owner from pg_database as d, aclexplode(d.datacl) as a
      where d.datname = current_database() group by 1`),
  ).toEqual([{ owner: true }]);
});

test('one default privilege says who executes functions: their owner', async () => {
  await deploy();
  expect(
    await db.any(`select d.defaclnamespace::int as schema, a.grantee = d.defaclrole as owner, a.privilege_type as privilege
      from pg_default_acl as d, aclexplode(d.defaclacl) as a where d.defaclobjtype = 'f'`),
  ).toEqual([{ schema: 0, owner: true, privilege: 'EXECUTE' }]);
});

test('functions and procedures that are created later are not for everybody, unless their schema says so', async () => {
  await db.query(`
    create schema later;
    create schema open; alter default privileges in schema open grant execute on functions to public;
    create function later.f() returns int language sql return 1;
    create procedure public.p() language sql begin atomic select 1; end;
    create function open.f() returns int language sql return 1`);
  expect(await executable('later.f()')).toBe(false);
  expect(await executable('public.p()')).toBe(false);
  expect(await executable('open.f()')).toBe(true);
  expect(await executable('public.verify_table(text)')).toBe(true);
});

test('functions of other owners are for everybody still', async () => {
  await db.query(`create role defaults_test_owner; create schema theirs authorization defaults_test_owner;
    set local role defaults_test_owner; create function theirs.f() returns int language sql return 1; reset role`);
  expect(await executable('theirs.f()')).toBe(true);
});

test('a second deploy changes nothing, and revert gives back what a new database has', async () => {
  const state = `select has_database_privilege('public', current_database(), 'connect') as connect,
    has_database_privilege('public', current_database(), 'temp') as temp,
    has_database_privilege('public', current_database(), 'create') as "create",
    has_schema_privilege('public', 'public', 'create') as create_in_public,
    (select count(*)::int from pg_default_acl) as defaults`;
  await deploy();
  const deployed = await db.one(state);
  await deploy();
  expect(await db.one(state)).toEqual(deployed);
  await db.query(files.script('revert', change));
  const { version } = await db.one<{ version: number }>(`select current_setting('server_version_num')::int as version`);
  expect(await db.one(state)).toEqual({
    connect: true,
    temp: true,
    create: false,
    create_in_public: version < 150000,
    defaults: 0,
  });
  expect(await failureOf(db, files.script('verify', change))).toMatchObject({ code: 'P0001' });
});

test.each([
  `do $$ begin execute format('grant connect on database %I to public', current_database()); end $$`,
  `do $$ begin execute format('grant temporary on database %I to public', current_database()); end $$`,
  'alter default privileges grant execute on functions to public',
  'grant create on schema public to public',
])('verify notices: %s', async (sql) => {
  await deploy();
  await db.query(files.script('verify', change));
  await db.query(sql);
  expect(await failureOf(db, files.script('verify', change))).toMatchObject({ code: 'P0001' });
});
