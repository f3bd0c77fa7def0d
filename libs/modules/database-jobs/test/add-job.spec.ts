import type { TestDatabase } from '@pgpm/testing';
import { failureOf } from '../../../spec-support/index.js';
import { addJob, addSchedule, age, call, getJob, openDatabase, T1, type Job } from './support.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await openDatabase();
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

test('all arguments arrive in their columns', async () => {
  const run_at = new Date('2030-01-01T00:00:00Z');
  const args = { payload: '{"a":[1,null]}', job_key: 'K', queue_name: 'q', run_at, max_attempts: 3, priority: -2 };
  expect(await addJob(db, 'ñ', args)).toMatchObject({
    database_id: T1,
    task_identifier: 'ñ',
    payload: { a: [1, null] },
    key: 'K',
    queue_name: 'q',
    run_at,
    max_attempts: 3,
    priority: -2,
    attempts: 0,
  });
});

test.each(['payload', 'run_at', 'max_attempts', 'priority'])('without a key %s must not be NULL', async (name) => {
  const sql = `select app_jobs.add_job('${T1}', 't', ${name} := null)`;
  expect(await failureOf(db, sql)).toMatchObject({ code: '23502', column: name });
});

test('with a key NULL stands for the default, in a new, a replaced and a superseding job alike', async () => {
  const nulls = { payload: null, run_at: null, max_attempts: null, priority: null, job_key: 'K' };
  const { now } = await db.one<{ now: Date }>('select now()');
  const defaults = { payload: {}, run_at: now, max_attempts: 25, priority: 0, key: 'K' };
  const first = await addJob(db, 't', nulls);
  expect(first).toMatchObject(defaults);
  expect(await addJob(db, 't', nulls)).toMatchObject({ ...defaults, id: first.id });
  await getJob(db, 'worker-1');
  const next = await addJob(db, 't', nulls);
  expect(next).toMatchObject(defaults);
  expect(next.id).not.toBe(first.id);
});

test.each([
  ['jobs_key_check', `'t', job_key := `, 513],
  ['jobs_task_identifier_check', '', 127],
  ['jobs_queue_name_check', `'t', queue_name := `, 127],
])('%s limits the length', async (constraint, argument, limit) => {
  const sql = `select app_jobs.add_job('${T1}', ${argument}repeat('ñ', $1))`;
  await db.query(sql, [limit - 1]);
  expect(await failureOf(db, sql, [limit])).toMatchObject({ code: '23514', constraint });
});

test('a job gets at least one try, and needs a task', async () => {
  expect(await failureOf(db, `select app_jobs.add_job('${T1}', 't', max_attempts := 0)`)).toMatchObject({
    code: '23514',
    constraint: 'jobs_max_attempts_check',
  });
  expect(await failureOf(db, `select app_jobs.add_job('${T1}', null)`)).toMatchObject({
    code: '23502',
    column: 'task_identifier',
  });
});

test('a replaced job starts anew, a failed or dead one too', async () => {
  const { id } = await addJob(db, 't', { job_key: 'K' });
  await db.query(`update app_jobs.jobs set attempts = 25, last_error = 'broken'`);
  expect(await addJob(db, 't', { job_key: 'K' })).toMatchObject({ id, attempts: 0, last_error: null });
});

test('a lock counts as running however old it is', async () => {
  const { id } = await addJob(db, 't', { job_key: 'K' });
  await getJob(db, 'worker-1');
  await age(db, 'worker-1', '10 years');
  expect((await addJob(db, 't', { job_key: 'K' })).id).not.toBe(id);
});

test('created_at stays, and updated_at grows with each change in a transaction', async () => {
  const { id, created_at, updated_at } = await addJob(db, 't');
  const { rows } = await db.query<Job>(
    `update app_jobs.jobs set created_at = '1999-01-01', updated_at = '1999-01-01' where id = $1 returning *`,
    [id],
  );
  expect(rows[0]?.created_at).toEqual(created_at);
  expect(rows[0]?.updated_at.getTime()).toBe(updated_at.getTime() + 1);
});

test('a schedule with a key is replaced while nobody holds it, else gets a new row', async () => {
  const first = await addSchedule(db, 's', { job_key: 'K' });
  expect(await addSchedule(db, 's2', { job_key: 'K', priority: 3 })).toMatchObject({ id: first.id, priority: 3 });
  await call(db, 'get_scheduled_job', { worker_id: 'worker-1' });
  const next = await addSchedule(db, 's3', { job_key: 'K' });
  expect(next).toMatchObject({ database_id: T1, key: 'K', locked_by: null });
  expect(await db.any('select id from app_jobs.scheduled_jobs')).toEqual([{ id: next.id }]);
});
