import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import { failureOf, noticesOf } from '../../../spec-support/index.js';
import { files, names, serverVersion, ThrowAwayRoles } from './support.js';

const roles = new ThrowAwayRoles();
let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase({ module: 'verify' });
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

const verify = (): Promise<unknown> => db.query(roles.script('verify'));

test('each change creates a role with its comment, and verify fails before it', async () => {
  for (const change of names) {
    await failureOf(db, roles.rename(files.script('verify', change)));
    expect(await noticesOf(db, roles.rename(files.script('deploy', change)))).toEqual([]);
    await db.query(roles.rename(files.script('verify', change)));
  }
  const comments = await db.any<{ comment: string }>(
    `select pg_catalog.shobj_description(oid, 'pg_authid') as comment
     from pg_catalog.pg_roles where rolname = any ($1) order by rolname`,
    [[roles.administrator, roles.anonymous, roles.authenticated]],
  );
  expect(comments.map(({ comment }) => comment)).toEqual([
    'Administration group',
    'Anonymous group',
    'Authenticated group',
  ]);
});

test.each([
  ['anonymous', 'login', 'nologin'],
  ['anonymous', 'createdb', 'nocreatedb'],
  ['anonymous', 'bypassrls', 'nobypassrls'],
  ['authenticated', 'createrole', 'nocreaterole'],
  ['authenticated', 'noinherit', 'inherit'],
  ['authenticated', 'replication', 'noreplication'],
  ['administrator', 'nobypassrls', 'bypassrls'],
  ['administrator', 'login', 'nologin'],
  ['administrator', 'noinherit', 'inherit'],
])('an existing %s with %s becomes %s, with a warning', async (role, wrong, right) => {
  await db.query(roles.script('deploy'));
  await db.query(roles.rename(`alter role ${role} ${wrong}; comment on role ${role} is 'ours'`));
  expect(await failureOf(db, roles.script('verify'))).toMatchObject({
    message: roles.rename(`role "${role}" must be: ${right}`),
  });
  expect(await noticesOf(db, roles.script('deploy'))).toEqual([
    roles.rename(`WARNING: role "${role}" exists and differs: alter role ${role} ${right}`),
  ]);
  await verify();
  expect(await db.one(roles.rename(`select shobj_description('${role}'::regrole, 'pg_authid') as comment`))).toEqual({
    comment: 'ours',
  });
});

test('roles that others made without memberships get them', async () => {
  await db.query(roles.rename('create role anonymous; create role authenticated; create role administrator login'));
  const [warning, ...rest] = await noticesOf(db, roles.script('deploy'));
  expect(warning).toContain(roles.rename('grant anonymous to administrator'));
  expect(warning).toContain(roles.rename('grant authenticated to administrator'));
  expect(rest).toEqual([]);
  await verify();
});

test('verify misses a membership', async () => {
  await db.query(roles.script('deploy') + roles.rename('revoke anonymous from administrator'));
  expect(await failureOf(db, roles.script('verify'))).toMatchObject({ code: 'P0001' });
});

test('administrator does not administer the others', async () => {
  await db.query(roles.script('deploy') + roles.rename('grant anonymous to administrator with admin option'));
  expect(await failureOf(db, roles.script('verify'))).toMatchObject({ code: 'P0001' });
  await db.query(roles.script('deploy'));
  await verify();
});

test('memberships that do not inherit or do not allow `set role` are repaired', async () => {
  if ((await serverVersion(db)) < 160000) return;
  await db.query(
    roles.script('deploy') +
      roles.rename(`
        grant anonymous to administrator with inherit false;
        grant authenticated to administrator with set false;
      `),
  );
  expect(await failureOf(db, roles.script('verify'))).toMatchObject({ code: 'P0001' });
  expect(await noticesOf(db, roles.script('deploy'))).toHaveLength(1);
  await verify();
  expect(await db.one(roles.rename("select pg_has_role('administrator', 'authenticated', 'set') as may"))).toEqual({
    may: true,
  });
});

test.each(['anonymous', 'authenticated', 'administrator'])('a superuser named %s is refused', async (role) => {
  await db.query(roles.rename(`create role ${role} superuser`));
  expect(await failureOf(db, roles.script('deploy'))).toMatchObject({
    code: '55000',
    message: roles.rename(`role "${role}" exists and is a superuser`),
    hint: roles.rename(`Use another cluster, or run: alter role ${role} nosuperuser`),
  });
});

test('the role that deploys does not take its own rights away', async () => {
  await db.query(roles.script('deploy'));
  await db.query(roles.rename('alter role administrator login createrole; set local role administrator'));
  expect(await failureOf(db, roles.script('deploy'))).toMatchObject({
    code: '55000',
    message: roles.rename('role "administrator" is the role that deploys, and would lose its own rights'),
    hint: 'Deploy as another role.',
  });
});
