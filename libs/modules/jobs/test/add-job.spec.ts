import type { TestDatabase } from '@pgpm/testing';
import { failureOf } from '../../../spec-support/index.js';
import { addJob, age, completeJob, failJob, findJob, getJob, openDatabase, queues, type Job } from './support.js';

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
  expect(await addJob(db, 't', args)).toMatchObject({
    task_identifier: 't',
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
  const failure = await failureOf(db, `select app_jobs.add_job('t', ${name} := null)`);
  expect(failure).toMatchObject({ code: '23502', column: name });
});

test('with a key NULL stands for the default, in a new, a replaced and a superseding job alike', async () => {
  const nulls = { payload: null, run_at: null, max_attempts: null, priority: null, job_key: 'K' };
  const { now } = await db.one<{ now: Date }>('select now()');
  const defaults = { payload: {}, run_at: now, max_attempts: 25, priority: 0, key: 'K' };
  expect(await addJob(db, 't', nulls)).toMatchObject(defaults);
  expect(await addJob(db, 't', nulls)).toMatchObject(defaults);
  await getJob(db, 'worker-1');
  expect(await addJob(db, 't', nulls)).toMatchObject(defaults);
});

test.each([
  ['key', 512, 'job_key'],
  ['task_identifier', 126, 'identifier'],
  ['queue_name', 126, 'queue_name'],
])('%s has at most %i characters', async (column, most, argument) => {
  const identifier = argument === 'identifier' ? '' : `identifier := 't', `;
  const sql = `select app_jobs.add_job(${identifier}${argument} := repeat('x', $1))`;
  await db.query(sql, [most]);
  expect(await failureOf(db, sql, [most + 1])).toMatchObject({ code: '23514', constraint: `jobs_${column}_check` });
});

test('max_attempts must be positive, and a task is required', async () => {
  const zero = await failureOf(db, `select app_jobs.add_job('t', max_attempts := 0)`);
  expect(zero).toMatchObject({ code: '23514', constraint: 'jobs_max_attempts_check' });
  expect(await failureOf(db, 'select app_jobs.add_job(null)')).toMatchObject({
    code: '23502',
    column: 'task_identifier',
  });
});

describe('a key', () => {
  test('starts a failed job anew, under its id', async () => {
    const { id } = await addJob(db, 't', { job_key: 'K', max_attempts: 1 });
    await getJob(db, 'worker-1');
    await failJob(db, 'worker-1', id, 'broken');
    expect(await addJob(db, 't', { job_key: 'K' })).toMatchObject({
      id,
      attempts: 0,
      last_error: null,
      max_attempts: 25,
    });
    expect(await getJob(db, 'worker-1')).toMatchObject({ id });
  });

  test('moves a job to another queue, and out of all queues', async () => {
    await addJob(db, 't', { job_key: 'K', queue_name: 'q' });
    await addJob(db, 't', { job_key: 'K', queue_name: 'a' });
    expect(await queues(db)).toEqual([{ queue_name: 'a', job_count: 1, locked_by: null }]);
    expect(await addJob(db, 't', { job_key: 'K' })).toMatchObject({ queue_name: null });
    expect(await queues(db)).toEqual([]);
  });

  test('goes from a running job to its successor and stays usable', async () => {
    const running = await addJob(db, 't', { job_key: 'K', queue_name: 'q' });
    await getJob(db, 'worker-1');
    const next = await addJob(db, 't', { job_key: 'K', queue_name: 'q' });
    expect(next.id).not.toBe(running.id);
    expect(await addJob(db, 't', { job_key: 'K', queue_name: 'q', priority: 5 })).toMatchObject({
      id: next.id,
      key: 'K',
    });
    expect(await getJob(db, 'worker-2')).toMatchObject({ id: null });

    expect(await completeJob(db, 'worker-1', running.id)).toMatchObject({ id: running.id });
    expect(await getJob(db, 'worker-2')).toMatchObject({ id: next.id });
  });

  test('goes on although the worker of its job was lost: expiry does not matter here', async () => {
    const running = await addJob(db, 't', { job_key: 'K' });
    await getJob(db, 'worker-1');
    await age(db, 'worker-1', '5 hours');
    const next = await addJob(db, 't', { job_key: 'K' });
    expect(next.id).not.toBe(running.id);
    expect(await getJob(db, 'worker-2')).toMatchObject({ id: next.id });
    expect(await getJob(db, 'worker-2')).toMatchObject({ id: null });
  });

  test('takes away the further tries of a running job', async () => {
    const { id } = await addJob(db, 't', { job_key: 'K' });
    await getJob(db, 'worker-1');
    await addJob(db, 't2', { job_key: 'K' });
    await failJob(db, 'worker-1', id, 'broken');
    await db.query('update app_jobs.jobs set run_at = now()');
    expect(await getJob(db, 'worker-1')).toMatchObject({ task_identifier: 't2' });
    expect(await getJob(db, 'worker-1')).toMatchObject({ id: null });
  });
});

describe('timestamps', () => {
  test('an insert sets both to the time of the transaction, whatever it says', async () => {
    const { created_at, updated_at } = await db.one<Job>(
      `insert into app_jobs.jobs (task_identifier, created_at, updated_at) values ('t', '1999-01-01', '1999-01-01') returning *`,
    );
    const { now } = await db.one<{ now: Date }>('select now()');
    expect([created_at, updated_at]).toEqual([now, now]);
  });

  test('an update keeps created_at and moves updated_at on, also within one transaction', async () => {
    const job = await addJob(db, 't');
    const updated: number[] = [job.updated_at.getTime()];
    for (let change = 0; change < 3; change += 1) {
      await db.query(`update app_jobs.jobs set created_at = '1999-01-01', updated_at = null`);
      const after = await findJob(db, job.id);
      expect(after?.created_at).toEqual(job.created_at);
      updated.push(after?.updated_at.getTime() ?? 0);
    }
    expect(updated.map((time) => time - job.updated_at.getTime())).toEqual([0, 1, 2, 3]);
  });
});
