import type { TestDatabase } from '@pgpm/testing';
import { failureOf } from '../../../spec-support/index.js';
import { addJob, age, findJob, getJob, openDatabase, queues } from './support.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await openDatabase();
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

const nothing = { id: null };

test('a taken job is running: locked, and the try counted', async () => {
  const { id } = await addJob(db, 't');
  const { now } = await db.one<{ now: Date }>('select now()');
  expect(await getJob(db, 'worker-1')).toMatchObject({ id, locked_by: 'worker-1', locked_at: now, attempts: 1 });
  expect(await getJob(db, 'worker-2')).toMatchObject(nothing);
});

test('nothing ready is SQL NULL', async () => {
  expect(await db.one(`select app_jobs.get_job('worker-1') is null as nothing`)).toEqual({ nothing: true });
});

test.each([
  ['one of several', ['b', 'x'], 'b'],
  ['no match', ['x'], null],
  ['an empty list', [], null],
  ['NULL', null, 'a'],
])('the tasks of a worker limit what it gets: %s', async (_, task_identifiers, expected) => {
  await addJob(db, 'a');
  await addJob(db, 'b');
  expect(await getJob(db, 'worker-1', { task_identifiers })).toMatchObject({ task_identifier: expected });
});

test.each([null, '', 'abc'])('the worker id %j is refused, even when there is nothing to do', async (worker) => {
  expect(await failureOf(db, 'select app_jobs.get_job($1)', [worker])).toMatchObject({
    code: 'P0001',
    message: 'INVALID_WORKER_ID',
  });
});

test('a dead job is never handed out', async () => {
  await addJob(db, 't', { max_attempts: 2 });
  await db.query('update app_jobs.jobs set attempts = 2');
  expect(await getJob(db, 'worker-1')).toMatchObject(nothing);
});

test('all jobs of a busy queue are passed over', async () => {
  for (const task of ['a', 'b', 'c']) await addJob(db, task, { queue_name: 'q' });
  const { id } = await addJob(db, 'd', { queue_name: 'r', priority: 7 });
  await getJob(db, 'worker-1');
  expect(await getJob(db, 'worker-2')).toMatchObject({ id });
  expect(await getJob(db, 'worker-2')).toMatchObject(nothing);
  expect(await queues(db)).toEqual([
    { queue_name: 'q', job_count: 3, locked_by: 'worker-1' },
    { queue_name: 'r', job_count: 1, locked_by: 'worker-2' },
  ]);
});

describe('a worker that was lost', () => {
  test.each([
    ['by default after four hours', '4 hours 1 second', {}],
    ['after job_expiry', '2 minutes', { job_expiry: '1 minute' }],
  ])('loses its job %s', async (_, silence, args) => {
    const { id } = await addJob(db, 't', { queue_name: 'q' });
    await getJob(db, 'worker-1');
    await age(db, 'worker-1', silence);
    expect(await getJob(db, 'worker-2', args)).toMatchObject({ id, attempts: 2, locked_by: 'worker-2' });
    expect(await queues(db)).toEqual([{ queue_name: 'q', job_count: 1, locked_by: 'worker-2' }]);
  });

  test.each([
    ['before four hours', '3 hours 59 minutes', {}],
    ['before job_expiry', '50 seconds', { job_expiry: '1 minute' }],
    ['when job_expiry is NULL', '10 years', { job_expiry: null }],
  ])('keeps its job %s', async (_, silence, args) => {
    await addJob(db, 't', { queue_name: 'q' });
    await getJob(db, 'worker-1');
    await age(db, 'worker-1', silence);
    expect(await getJob(db, 'worker-2', args)).toMatchObject(nothing);
  });

  test('makes its jobs ready again, in their place among the others', async () => {
    for (const priority of [2, 4]) await addJob(db, `lost ${priority}`, { priority });
    for (let job = 0; job < 2; job += 1) await getJob(db, 'worker-1');
    for (const priority of [5, 3, 1]) await addJob(db, `new ${priority}`, { priority });
    await age(db, 'worker-1', '5 hours');

    const order: unknown[] = [];
    for (let job = 0; job < 6; job += 1) order.push((await getJob(db, 'worker-2')).task_identifier);
    expect(order).toEqual(['new 1', 'lost 2', 'new 3', 'lost 4', 'new 5', null]);
  });

  test('loses its queue too: the next job can go on', async () => {
    await addJob(db, 'crashes', { queue_name: 'q', max_attempts: 1 });
    const next = await addJob(db, 'next', { queue_name: 'q' });
    await getJob(db, 'worker-1');
    await age(db, 'worker-1', '5 hours');
    expect(await getJob(db, 'worker-2')).toMatchObject({ id: next.id });
  });

  test('keeps the queue as long as the lock of the queue is young', async () => {
    await addJob(db, 't', { queue_name: 'q' });
    await getJob(db, 'worker-1');
    await db.query(`update app_jobs.jobs set locked_at = now() - interval '5 hours'`);
    expect(await getJob(db, 'worker-2')).toMatchObject(nothing);
  });

  test('leaves a dead job behind when it was the last try', async () => {
    const { id } = await addJob(db, 't', { queue_name: 'q', max_attempts: 1 });
    await getJob(db, 'worker-1');
    expect(await getJob(db, 'worker-2')).toMatchObject(nothing);
    expect(await findJob(db, id)).toMatchObject({ locked_by: 'worker-1', last_error: null });

    await age(db, 'worker-1', '5 hours');
    expect(await getJob(db, 'worker-2')).toMatchObject(nothing);
    expect(await findJob(db, id)).toMatchObject({
      locked_at: null,
      locked_by: null,
      attempts: 1,
      last_error: 'Worker worker-1 was lost during the last attempt',
    });
    expect(await queues(db)).toEqual([{ queue_name: 'q', job_count: 1, locked_by: null }]);
  });

  test('is judged only by workers of the same task: others may have another expiry', async () => {
    const { id } = await addJob(db, 'slow', { max_attempts: 1 });
    await getJob(db, 'worker-1');
    await age(db, 'worker-1', '2 hours');
    await getJob(db, 'worker-2', { task_identifiers: ['quick'], job_expiry: '1 minute' });
    expect(await findJob(db, id)).toMatchObject({ locked_by: 'worker-1', last_error: null });
  });
});
