import type { TestDatabase } from '@pgpm/testing';
import { failureOf } from '../../../spec-support/index.js';
import {
  addJob,
  addSchedule,
  callAll,
  completeJob,
  failJob,
  findJob,
  getJob,
  openDatabase,
  queues,
  runSchedule,
} from './support.js';
import type { Job } from './support.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await openDatabase();
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

test('a job has the documented defaults and no queue', async () => {
  expect(await addJob(db, 't1')).toMatchObject({
    task_identifier: 't1',
    payload: {},
    priority: 0,
    attempts: 0,
    max_attempts: 25,
    queue_name: null,
    key: null,
    last_error: null,
    locked_at: null,
    locked_by: null,
  });
  expect(await queues(db)).toEqual([]);
});

test('a direct insert gets a random queue of its own', async () => {
  const { queue_name } = await db.one<Job>(`insert into app_jobs.jobs (task_identifier) values ('d') returning *`);
  expect(queue_name).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  expect(await queues(db)).toEqual([{ queue_name, job_count: 1, locked_by: null }]);
});

test('a queue hands out one job at a time, the lowest priority first', async () => {
  const first = await addJob(db, 'a', { queue_name: 'q' });
  const second = await addJob(db, 'b', { queue_name: 'q', priority: -5 });
  const outside = await addJob(db, 'c');

  expect(await getJob(db, 'worker-1')).toMatchObject({ id: second.id, attempts: 1, locked_by: 'worker-1' });
  expect(await queues(db)).toEqual([{ queue_name: 'q', job_count: 2, locked_by: 'worker-1' }]);
  expect(await getJob(db, 'worker-2')).toMatchObject({ id: outside.id });
  expect(await getJob(db, 'worker-2')).toMatchObject({ id: null });

  expect(await completeJob(db, 'worker-1', second.id)).toMatchObject({ id: second.id, task_identifier: 'b' });
  expect(await queues(db)).toEqual([{ queue_name: 'q', job_count: 1, locked_by: null }]);

  expect(await getJob(db, 'worker-2')).toMatchObject({ id: first.id });
  await completeJob(db, 'worker-2', first.id);
  expect(await queues(db)).toEqual([]);
});

test('jobs come by priority, run_at and id, and only when they are due', async () => {
  const minutes = (count: number): Date => new Date(Date.now() + count * 60_000);
  await addJob(db, 'p1', { priority: 1 });
  await addJob(db, 'p0b', { run_at: minutes(-1) });
  await addJob(db, 'p0a', { run_at: minutes(-2) });
  await addJob(db, 'pm', { priority: -1 });
  await addJob(db, 'later', { priority: -9, run_at: minutes(60) });

  const order: unknown[] = [];
  for (let call = 0; call < 5; call += 1) order.push((await getJob(db, 'worker-1')).task_identifier);
  expect(order).toEqual(['pm', 'p0a', 'p0b', 'p1', null]);
});

test('a job without tries left stays as dead until it is rescheduled', async () => {
  const { id } = await addJob(db, 't', { max_attempts: 1 });
  await getJob(db, 'worker-1');
  await failJob(db, 'worker-1', id, 'broken');
  await db.query('update app_jobs.jobs set run_at = now()');
  expect(await getJob(db, 'worker-1')).toMatchObject({ id: null });
  expect(await findJob(db, id)).toMatchObject({ attempts: 1, last_error: 'broken', locked_by: null });

  const revived = await callAll<Job>(db, 'reschedule_jobs', { job_ids: [id], attempts: 0 });
  expect(revived).toMatchObject([{ id, attempts: 0, last_error: 'broken' }]);
  expect(await getJob(db, 'worker-1')).toMatchObject({ id, attempts: 1 });
});

test.each(['reschedule_jobs', 'permanently_fail_jobs', 'complete_jobs'])(
  '%s leaves a running job alone',
  async (name) => {
    const { id } = await addJob(db, 't');
    await getJob(db, 'worker-1');
    expect(await callAll(db, name, { job_ids: [id] })).toEqual([]);
    expect(await findJob(db, id)).toMatchObject({ attempts: 1, locked_by: 'worker-1', last_error: null });
  },
);

test('release_jobs takes the try back', async () => {
  const { id } = await addJob(db, 't', { queue_name: 'q' });
  await getJob(db, 'worker-3');
  await db.query(`select app_jobs.release_jobs('worker-3')`);
  expect(await findJob(db, id)).toMatchObject({ attempts: 0, locked_at: null, locked_by: null });
  expect(await queues(db)).toEqual([{ queue_name: 'q', job_count: 1, locked_by: null }]);
});

test('a key addresses a waiting job', async () => {
  const { id } = await addJob(db, 'k1', { job_key: 'K' });
  const replaced = await addJob(db, 'k2', { payload: '{"v":2}', job_key: 'K', priority: 9, queue_name: 'qq' });
  expect(replaced).toMatchObject({ id, task_identifier: 'k2', payload: { v: 2 }, priority: 9, key: 'K' });
  expect(await queues(db)).toEqual([{ queue_name: 'qq', job_count: 1, locked_by: null }]);
});

test('a key that belongs to a running job moves to a new job', async () => {
  const { id } = await addJob(db, 'k3', { job_key: 'K' });
  await getJob(db, 'worker-1');
  const next = await addJob(db, 'k4', { job_key: 'K' });
  expect(next.id).not.toBe(id);
  expect(next).toMatchObject({ key: 'K', attempts: 0 });
  expect(await findJob(db, id)).toMatchObject({ key: null, attempts: 25, locked_by: 'worker-1' });
});

test('named columns become text, and NULL an empty text', async () => {
  await db.query(`
    create table pet (id int, name text, n int, ok boolean);
    create trigger add_job after insert on pet
    for each row execute function app_jobs.trigger_job_with_fields('f', 'id', 'name', 'n', 'ok');
    insert into pet values (1, 'rex', null, true);
  `);
  expect(await db.any('select task_identifier, payload::text as payload from app_jobs.jobs')).toEqual([
    { task_identifier: 'f', payload: '{"id" : "1", "name" : "rex", "n" : "", "ok" : "true"}' },
  ]);
});

test('json_build_object_apply builds an object', async () => {
  expect(await db.one(`select app_jobs.json_build_object_apply(array['a', '1', 'b', 'x'])::text as object`)).toEqual({
    object: '{"a" : "1", "b" : "x"}',
  });
});

test('a tick of a schedule adds a job, and no second one while it waits', async () => {
  const schedule = await addSchedule(db, 's');
  const job = await runSchedule(db, schedule.id);
  expect(job).toMatchObject({ task_identifier: 's' });
  expect(await db.one('select last_scheduled_id from app_jobs.scheduled_jobs')).toEqual({ last_scheduled_id: job.id });
  expect(await failureOf(db, 'select app_jobs.run_scheduled_job($1)', [schedule.id])).toMatchObject({
    code: 'P0001',
    message: 'ALREADY_SCHEDULED',
  });
});

test('a tick adds a second job once the first has been running for too long', async () => {
  const schedule = await addSchedule(db, 's');
  const first = await runSchedule(db, schedule.id);
  await getJob(db, 'worker-1');
  await db.query(`update app_jobs.jobs set locked_at = now() - interval '2 hours'`);
  expect((await runSchedule(db, schedule.id)).id).not.toBe(first.id);
});
