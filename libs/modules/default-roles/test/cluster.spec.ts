import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import { noticesOf, untilBlocked } from '../../../spec-support/index.js';
import { ThrowAwayRoles } from './support.js';

/** What happens between sessions and databases of one cluster: these tests commit. */
let roles: ThrowAwayRoles;
let db: TestDatabase;
let other: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase({ module: 'verify' });
  other = await createTestDatabase({ module: 'verify' });
});
afterAll(async () => {
  await other.teardown();
  await db.teardown();
});
beforeEach(() => {
  roles = new ThrowAwayRoles();
});
afterEach(() => roles.drop(db));

/** Runs SQL at the same time in ten sessions, five in each database, each in one transaction. */
async function inTenSessions(sql: string): Promise<void> {
  const sessions = await Promise.all(Array.from({ length: 10 }, (_, n) => (n % 2 === 0 ? db : other).connect()));
  try {
    const outcomes = await Promise.allSettled(
      sessions.map(async (session) => {
        await session.query('begin');
        await session.query(sql);
        await session.query('commit');
      }),
    );
    const failures = outcomes.flatMap((outcome): unknown[] => (outcome.status === 'rejected' ? [outcome.reason] : []));
    expect(failures).toEqual([]);
  } finally {
    await Promise.all(sessions.map((session) => session.end()));
  }
}

test('ten deployments at once make the roles once', async () => {
  await inTenSessions(roles.script('deploy'));
  await db.query(roles.script('verify'));
});

test('ten deployments at once repair what differs', async () => {
  await db.query(
    roles.rename(`
      create role anonymous login;
      create role authenticated createdb noinherit;
      create role administrator login nobypassrls noinherit;
    `),
  );
  await inTenSessions(roles.script('deploy'));
  await db.query(roles.script('verify'));
});

test('ten reverts at once drop the roles once', async () => {
  await db.query(roles.script('deploy'));
  await inTenSessions(roles.script('revert'));
  expect(await roles.existing(db)).toEqual([]);
});

test('a deployment waits for another one that is not committed, and takes over when that rolls back', async () => {
  const first = await db.connect();
  await first.query('begin');
  await first.query(roles.script('deploy'));
  const second = (await other.connect()).query(roles.script('deploy'));
  await untilBlocked(other);
  await first.query('rollback');
  await second;
  await db.query(roles.script('verify'));
});

test('a grant in another database keeps the role', async () => {
  await db.query(roles.script('deploy'));
  await other.query(roles.rename('create schema shop; grant usage on schema shop to anonymous'));
  expect(await noticesOf(db, roles.script('revert'))).toEqual([
    `NOTICE: role "${roles.anonymous}" is kept, it is in use: 1 object in database ${other.name}`,
  ]);
  expect(await roles.existing(db)).toEqual([roles.anonymous]);
  await other.query('drop schema shop');
});
