import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import { failureOf, noticesOf } from '../../../spec-support/index.js';
import { files, names, ThrowAwayRoles } from './support.js';

const roles = new ThrowAwayRoles();
let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase({ module: 'verify' });
});
afterAll(() => db.teardown());
beforeEach(async () => {
  await db.begin();
  await db.query(roles.script('deploy'));
});
afterEach(() => db.rollback());

test('roles that nobody uses go, verify fails after each, and a new deploy brings them back', async () => {
  for (const change of [...names].reverse()) {
    expect(await noticesOf(db, roles.rename(files.script('revert', change)))).toEqual([]);
    await failureOf(db, roles.rename(files.script('verify', change)));
  }
  expect(await roles.existing(db)).toEqual([]);
  await db.query(roles.script('deploy') + roles.script('verify'));
});

test('a revert of roles that are gone does nothing', async () => {
  await db.query(roles.script('revert'));
  await db.query(roles.script('revert'));
  expect(await roles.existing(db)).toEqual([]);
});

test.each([
  ['a grant', 'grant usage on schema shop to administrator', 'privileges for schema shop'],
  ['a default privilege', 'alter default privileges in schema shop grant select on tables to administrator', 'default'],
  ['an owned object', 'create table shop.notes (); alter table shop.notes owner to administrator', 'owner of table'],
])('%s keeps the role and what it is a member of', async (_what, use, reason) => {
  await db.query(roles.rename(`create schema shop; ${use}`));
  const [administrator, ...others] = await noticesOf(db, roles.script('revert'));
  expect(administrator).toContain(roles.rename('NOTICE: role "administrator" is kept, it is in use: '));
  expect(administrator).toContain(reason);
  expect(others).toEqual([
    roles.rename('NOTICE: role "authenticated" is kept, it has members: administrator'),
    roles.rename('NOTICE: role "anonymous" is kept, it has members: administrator'),
  ]);
  await db.query(roles.script('verify'));
});

test('a login role that is a member keeps the role', async () => {
  const login = `login_${roles.suffix}`;
  await db.query(roles.rename(`create role ${login} login; grant anonymous to ${login}`));
  expect(await noticesOf(db, roles.script('revert'))).toEqual([
    roles.rename(`NOTICE: role "anonymous" is kept, it has members: ${login}`),
  ]);
  expect(await roles.existing(db)).toEqual([roles.anonymous]);
});

test('the role that reverts is not dropped', async () => {
  await db.query(roles.rename('set local role authenticated'));
  await db.query(roles.script('revert'));
  await db.query('reset role');
  expect(await roles.existing(db)).toHaveLength(3);
});
