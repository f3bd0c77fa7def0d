import type { TestDatabase } from '@pgpm/testing';
import { failureOf } from '../../../spec-support/index.js';
import { asUser, logStep, openDatabase, other, tallies, user } from './support.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await openDatabase();
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

const steps = (of = user) => db.any('select name from status_public.user_steps where user_id = $1', [of]);

test('steps are tallied, negative ones as 0', async () => {
  await logStep(db, 'post', 2);
  await logStep(db, 'post', 3);
  await logStep(db, 'neg', -5);
  await logStep(db, 'post', 1, other);
  expect(await tallies(db)).toEqual({ neg: 0, post: 5 });
  expect(await tallies(db, other)).toEqual({ post: 1 });
});

test('the tallies follow updates and deletions of the log', async () => {
  await logStep(db, 'post', 2);
  await logStep(db, 'post', 3);
  await db.query('update status_public.user_steps set count = 10 where count = 3');
  expect(await tallies(db)).toEqual({ post: 12 });
  await db.query(`update status_public.user_steps set name = 'like', user_id = '${other}' where count = 2`);
  expect([await tallies(db), await tallies(db, other)]).toEqual([{ post: 10 }, { like: 2 }]);
  await db.query('delete from status_public.user_steps');
  expect([await tallies(db), await tallies(db, other)]).toEqual([{ post: 0 }, { like: 0 }]);
});

test('a tally never falls below 0', async () => {
  await logStep(db, 'post', 5);
  await db.query('update status_public.user_achievements set count = 1');
  await db.query('delete from status_public.user_steps');
  expect(await tallies(db)).toEqual({ post: 0 });
});

test('upsert_achievement adds what is positive', async () => {
  const add = (count: number | null) =>
    db.query('select status_private.upsert_achievement($1, $2, $3)', [user, 'up', count]);
  await add(2);
  await add(-3);
  await add(null);
  expect(await tallies(db)).toEqual({ up: 2 });
  await add(1);
  expect(await tallies(db)).toEqual({ up: 3 });
});

test('user_completed_step adds a step, user_incompleted_step takes all away', async () => {
  await asUser(db, user);
  for (let step = 0; step < 2; step += 1) await db.query(`select status_private.user_completed_step('x')`);
  await logStep(db, 'y');
  await logStep(db, 'x', 1, other);
  expect(await tallies(db)).toEqual({ x: 2, y: 1 });
  await db.query(`select status_private.user_incompleted_step('x')`);
  expect([await tallies(db), await tallies(db, other)]).toEqual([{ y: 1 }, { x: 1 }]);
  expect([await steps(), await steps(other)]).toEqual([[{ name: 'y' }], [{ name: 'x' }]]);
});

test.each([
  [`select status_private.user_completed_step('x')`, 'user_id'],
  [`select status_private.user_completed_step(null, '${user}')`, 'name'],
])('%s without a value for %s is refused', async (sql, column) => {
  expect(await failureOf(db, sql)).toMatchObject({ code: '23502', table: 'user_steps', column });
});

test('each user has one tally of a task', async () => {
  await logStep(db, 'x');
  const sql = `insert into status_public.user_achievements (user_id, name) values ('${user}', 'x')`;
  expect(await failureOf(db, sql)).toMatchObject({ code: '23505', constraint: 'user_achievements_unique_key' });
});
