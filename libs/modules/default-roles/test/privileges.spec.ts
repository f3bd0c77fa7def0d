import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import { failureOf } from '../../../spec-support/index.js';
import { files, names, serverVersion, ThrowAwayRoles } from './support.js';

const roles = new ThrowAwayRoles();
const deployer = `deployer_${roles.suffix}`;
const others = names.slice(0, 2);
let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase({ module: 'verify' });
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

/** What a deployment says that lacks rights, and the statements that it asks a superuser for. */
async function refusal(): Promise<{ message: string; detail: string; statements: string }> {
  const failure = await failureOf(db, roles.script('deploy'));
  expect(failure).toMatchObject({ code: '42501' });
  const field = (name: string): string =>
    typeof failure === 'object' && failure !== null ? String(Reflect.get(failure, name)) : '';
  const [empty, statements = ''] = field('hint').split('Let a superuser run: ');
  expect(empty).toBe('');
  return { message: field('message'), detail: field('detail'), statements };
}

/** Runs SQL with the rights of the superuser that the tests connect as, then goes on as the deployer. */
const asSuperuser = (sql: string): Promise<unknown> => db.query(`reset role; ${sql}; set local role ${deployer}`);

test('without CREATEROLE the missing statements are named, and then suffice', async () => {
  await db.query(`create role ${deployer}; set local role ${deployer}`);
  for (const role of ['anonymous', 'authenticated', 'administrator']) {
    const { message, detail, statements } = await refusal();
    expect(message).toBe(roles.rename(`role "${role}" needs what "${deployer}" is not allowed to do`));
    expect(detail).toMatch(/permission denied to create role|must be superuser/);
    expect(statements).toContain(roles.rename(`create role ${role} nologin nosuperuser`));
    await asSuperuser(statements);
  }
  await db.query(roles.script('deploy'));
  await db.query(roles.script('verify'));
});

test('with CREATEROLE only what needs BYPASSRLS is missing', async () => {
  await db.query(`create role ${deployer} createrole; set local role ${deployer}`);
  for (const change of others) await db.query(roles.rename(files.script('deploy', change)));
  const { message, statements } = await refusal();
  expect(message).toContain(roles.administrator);
  expect(statements).toContain(' bypassrls; ');
  expect(statements).toContain(roles.rename('grant authenticated to administrator'));
  await asSuperuser(statements);
  await db.query(roles.script('deploy'));
  await db.query(roles.script('verify'));
});

test('with CREATEROLE and BYPASSRLS, PostgreSQL 16 and later need no superuser', async () => {
  await db.query(`create role ${deployer} createrole bypassrls; set local role ${deployer}`);
  if ((await serverVersion(db)) < 160000) {
    for (const change of others) await db.query(roles.rename(files.script('deploy', change)));
    expect((await refusal()).detail).toContain('must be superuser');
    return;
  }
  await db.query(roles.script('deploy'));
  await db.query(roles.script('verify'));
  await db.query(roles.script('revert'));
  expect(await roles.existing(db)).toEqual([]);
});

test('a role that may not drop the roles keeps them', async () => {
  await db.query(roles.script('deploy'));
  await db.query(`create role ${deployer}; set local role ${deployer}`);
  await db.query(roles.script('revert'));
  expect(await roles.existing(db)).toHaveLength(3);
});
