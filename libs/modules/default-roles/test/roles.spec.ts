import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import { failureOf } from '../../../spec-support/index.js';
import { files, names } from './support.js';

/** The real roles, as the deployment of this module left them. */
let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase({ module: 'default-roles' });
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

test('the plan is what other modules rely on', () => {
  expect(names).toEqual(['roles/anonymous/role', 'roles/authenticated/role', 'roles/administrator/role']);
});

test.each([
  ['anonymous', false],
  ['authenticated', false],
  ['administrator', true],
])('%s has the documented attributes', async (role, bypassrls) => {
  const attributes = await db.one(
    `select rolcanlogin, rolsuper, rolcreatedb, rolcreaterole, rolinherit, rolreplication, rolbypassrls
     from pg_catalog.pg_roles where rolname = $1`,
    [role],
  );
  expect(attributes).toEqual({
    rolcanlogin: false,
    rolsuper: false,
    rolcreatedb: false,
    rolcreaterole: false,
    rolinherit: true,
    rolreplication: false,
    rolbypassrls: bypassrls,
  });
});

test('only administrator is a member of the others', async () => {
  const memberships = await db.any(
    `select member.rolname::text as member, granted.rolname::text as granted, m.admin_option
     from pg_catalog.pg_auth_members as m
     join pg_catalog.pg_roles as member on member.oid = m.member
     join pg_catalog.pg_roles as granted on granted.oid = m.roleid
     where member.rolname in ('anonymous', 'authenticated', 'administrator')
     order by granted.rolname`,
  );
  expect(memberships).toEqual([
    { member: 'administrator', granted: 'anonymous', admin_option: false },
    { member: 'administrator', granted: 'authenticated', admin_option: false },
  ]);
});

test('a deploy where the roles are right writes nothing and needs no rights', async () => {
  await db.query('set local role anonymous');
  for (const change of names) {
    await db.query(files.script('deploy', change));
    await db.query(files.script('verify', change));
  }
  expect(await db.one('select pg_catalog.pg_current_xact_id_if_assigned() as id')).toEqual({ id: null });
});

describe('in a table with row level security', () => {
  beforeEach(async () => {
    await db.query(`
      create schema shop;
      create table shop.notes (owner text, secret boolean);
      insert into shop.notes values ('ann', true), ('bob', false);
      alter table shop.notes enable row level security;
      create policy published on shop.notes for select to anonymous using (not secret);
      create policy own on shop.notes to authenticated using (owner = current_setting('jwt.claims.user_id', true));
      grant usage on schema shop to anonymous, authenticated;
      grant select on shop.notes to anonymous;
      grant select, update on shop.notes to authenticated;
      select set_config('jwt.claims.user_id', 'ann', true);
    `);
  });

  test.each([
    ['anonymous', ['bob']],
    ['authenticated', ['ann']],
    ['administrator', ['ann', 'bob']],
  ])('%s reads the rows of %j', async (role, owners) => {
    await db.query(`set local role ${role}`);
    const rows = await db.any<{ owner: string }>('select owner from shop.notes order by owner');
    expect(rows.map(({ owner }) => owner)).toEqual(owners);
  });

  test('only authenticated and administrator may write', async () => {
    const update = 'update shop.notes set secret = false';
    await db.query('set local role anonymous');
    expect(await failureOf(db, update)).toMatchObject({ code: '42501' });
    await db.query('set local role authenticated');
    expect((await db.query(update)).rowCount).toBe(1);
    await db.query('set local role administrator');
    expect((await db.query(update)).rowCount).toBe(2);
  });

  test.each(['anonymous', 'authenticated', 'administrator'])('%s can neither create nor log in', async (role) => {
    await db.query(`set local role ${role}`);
    expect(await failureOf(db, 'create role more')).toMatchObject({ code: '42501' });
    expect(await failureOf(db, 'create table shop.more ()')).toMatchObject({ code: '42501' });
  });
});
