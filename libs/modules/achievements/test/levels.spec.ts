import type { TestDatabase } from '@pgpm/testing';
import { failureOf } from '../../../spec-support/index.js';
import { achieved, asUser, logStep, makeBronze, openDatabase, other, required, tallies, user } from './support.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await openDatabase();
});
afterAll(() => db.teardown());
beforeEach(async () => {
  await db.begin();
  await makeBronze(db);
});
afterEach(() => db.rollback());

test('what is missing shrinks with each step, until the level is achieved', async () => {
  expect(await required(db, 'bronze')).toEqual([
    { name: 'avatar', count: 1 },
    { name: 'post', count: 3 },
  ]);
  await logStep(db, 'post');
  await logStep(db, 'post');
  expect(await required(db, 'bronze')).toEqual([
    { name: 'avatar', count: 1 },
    { name: 'post', count: 1 },
  ]);
  expect(await achieved(db, 'bronze')).toBe(false);
  await logStep(db, 'post', 5);
  await logStep(db, 'avatar');
  expect(await required(db, 'bronze')).toEqual([]);
  expect(await achieved(db, 'bronze')).toBe(true);
  expect(await tallies(db)).toEqual({ avatar: 1, post: 7 });
  expect(await achieved(db, 'bronze', other)).toBe(false);
});

test('the rows are requirements, with the missing number', async () => {
  await logStep(db, 'post');
  const rows = await db.any(`
    select s.*, r.required_count as total from status_public.steps_required('bronze', '${user}') as s
    join status_public.level_requirements as r using (id) order by s.priority`);
  expect(rows).toMatchObject([
    { name: 'avatar', level: 'bronze', required_count: 1, priority: 10, total: 1 },
    { name: 'post', level: 'bronze', required_count: 2, priority: 20, total: 3 },
  ]);
});

test.each(['empty', 'unknown', null, 'Bronze'])('nothing is missing for the level %j', async (level) => {
  expect(await achieved(db, level)).toBe(true);
  expect(await required(db, level)).toEqual([]);
});

test('a requirement of a level that does not exist does not count', async () => {
  await db.query(`insert into status_public.level_requirements (level, name) values ('ghost', 'post')`);
  expect(await required(db, 'ghost')).toEqual([]);
});

test('nobody has achieved nothing', async () => {
  expect(await achieved(db, 'bronze', null)).toBe(false);
  expect(await db.one(`select status_public.user_achieved('bronze') as achieved`)).toEqual({ achieved: false });
});

test('the user is by default that of the request', async () => {
  await logStep(db, 'post', 3);
  await logStep(db, 'avatar');
  await asUser(db, user);
  expect(await db.one(`select status_public.user_achieved('bronze') as achieved`)).toEqual({ achieved: true });
});

test('requirements of one priority come as they were inserted, those without a number never', async () => {
  await db.query(`
    insert into status_public.levels values ('gold');
    insert into status_public.level_requirements (level, name, required_count)
    values ('gold', 'z', 1), ('gold', 'none', 0), ('gold', 'b', 1), ('gold', 'null', null), ('gold', 'a', 1), ('gold', 'ñ', 1);
    insert into status_public.level_requirements (level, name, priority) values ('gold', 'first', 1)`);
  expect((await required(db, 'gold')).map(({ name }) => name)).toEqual(['first', 'z', 'b', 'a', 'ñ']);
});

test('a level requires a task once', async () => {
  const sql = `insert into status_public.level_requirements (level, name) values ('bronze', 'post')`;
  expect(await failureOf(db, sql)).toMatchObject({ code: '23505', constraint: 'level_requirements_name_level_key' });
});
