import type { TestDatabase } from '@pgpm/testing';
import {
  addJob,
  age,
  call,
  callAll,
  completeJob,
  failJob,
  findJob,
  getJob,
  openDatabase,
  queues,
  type Job,
} from './support.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await openDatabase();
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

const nothing = { id: null };

describe('complete_job', () => {
  test('deletes the job, returns it, and frees the queue', async () => {
    const { id } = await addJob(db, 't', { queue_name: 'q', payload: '{"v":1}' });
    await addJob(db, 't', { queue_name: 'q' });
    await getJob(db, 'worker-1');
    expect(await completeJob(db, 'worker-1', id)).toMatchObject({ id, payload: { v: 1 }, locked_by: 'worker-1' });
    expect(await findJob(db, id)).toBeUndefined();
    expect(await queues(db)).toEqual([{ queue_name: 'q', job_count: 1, locked_by: null }]);
  });

  test.each([
    ['an unknown job', 'worker-1', -1],
    ['NULL', 'worker-1', null],
    ['no worker', null, undefined],
    ['a job of another worker', 'worker-2', undefined],
  ])('returns a row of NULLs for %s', async (_, worker, unknown) => {
    const { id } = await addJob(db, 't');
    await getJob(db, 'worker-1');
    const args = { worker_id: worker, job_id: unknown === undefined ? id : unknown };
    expect(await call(db, 'complete_job', args)).toMatchObject(nothing);
    expect(await findJob(db, id)).toMatchObject({ locked_by: 'worker-1' });
  });

  test('still works for a worker whose lock has expired, as long as nobody took the job over', async () => {
    const { id } = await addJob(db, 't', { queue_name: 'q' });
    await getJob(db, 'worker-1');
    await age(db, 'worker-1', '5 hours');
    expect(await completeJob(db, 'worker-1', id)).toMatchObject({ id });
  });
});

test('release_jobs frees what one worker has, and no try goes below zero', async () => {
  const a = await addJob(db, 'a', { queue_name: 'q' });
  const b = await addJob(db, 'b');
  const c = await addJob(db, 'c', { queue_name: 'r' });
  for (const worker of ['worker-1', 'worker-1', 'worker-2']) await getJob(db, worker);
  await db.query('update app_jobs.jobs set attempts = 0 where id = $1', [b.id]);
  await db.query(
    `select app_jobs.release_jobs('worker-1'), app_jobs.release_jobs(null), app_jobs.release_jobs('unknown')`,
  );
  expect(await findJob(db, a.id)).toMatchObject({ locked_at: null, locked_by: null, attempts: 0 });
  expect(await findJob(db, b.id)).toMatchObject({ locked_at: null, locked_by: null, attempts: 0 });
  expect(await findJob(db, c.id)).toMatchObject({ locked_by: 'worker-2', attempts: 1 });
  expect(await queues(db)).toEqual([
    { queue_name: 'q', job_count: 1, locked_by: null },
    { queue_name: 'r', job_count: 1, locked_by: 'worker-2' },
  ]);
});

describe.each([
  ['complete_jobs', undefined],
  [
    'permanently_fail_jobs',
    { attempts: 25, locked_at: null, locked_by: null, last_error: 'Manually marked as failed' },
  ],
])('%s', (name, left) => {
  test('takes waiting jobs, skips unknown ones and returns what it changed', async () => {
    const a = await addJob(db, 'a', { queue_name: 'q' });
    const b = await addJob(db, 'b');
    const changed = await callAll<Job>(db, name, { job_ids: [b.id, a.id, -1] });
    expect(changed.map((job) => job.id).sort()).toEqual([a.id, b.id].sort());
    for (const { id } of [a, b]) {
      const job = await findJob(db, id);
      if (left === undefined) expect(job).toBeUndefined();
      else expect(job).toMatchObject(left);
    }
  });

  test.each([
    ['by default after four hours', '5 hours', {}, 1],
    ['by default not after three hours', '3 hours', {}, 0],
    ['after job_expiry', '2 minutes', { job_expiry: '1 minute' }, 1],
    ['never when job_expiry is NULL', '10 years', { job_expiry: null }, 0],
  ])('takes a running job %s, with its locks', async (_, silence, args, taken) => {
    const { id } = await addJob(db, 't', { queue_name: 'q' });
    await addJob(db, 'other', { queue_name: 'q' });
    await getJob(db, 'worker-1');
    await age(db, 'worker-1', silence);
    expect(await callAll(db, name, { job_ids: [id], ...args })).toHaveLength(taken);
    if (taken === 1 && left !== undefined) expect(await findJob(db, id)).toMatchObject(left);
    expect(await queues(db)).toMatchObject([{ queue_name: 'q', locked_by: taken === 1 ? null : 'worker-1' }]);
  });
});

test('permanently_fail_jobs keeps the given message', async () => {
  const { id } = await addJob(db, 't');
  expect(await callAll(db, 'permanently_fail_jobs', { job_ids: [id], error_message: 'no' })).toMatchObject([
    { last_error: 'no' },
  ]);
});

test('reschedule_jobs sets what is given and leaves the rest', async () => {
  const { id } = await addJob(db, 't', { priority: 3 });
  await getJob(db, 'worker-1');
  await failJob(db, 'worker-1', id, 'broken');
  const run_at = new Date('2030-01-01T00:00:00Z');
  const before = await findJob(db, id);
  const { updated_at, ...rest } = { ...before, run_at, max_attempts: 7 };
  expect(await callAll(db, 'reschedule_jobs', { job_ids: [id], run_at, max_attempts: 7 })).toMatchObject([rest]);
  expect(await callAll(db, 'reschedule_jobs', { job_ids: [id], priority: 1, attempts: 4 })).toMatchObject([
    { ...rest, priority: 1, attempts: 4 },
  ]);
  expect((await findJob(db, id))?.updated_at).not.toEqual(updated_at);
});

test('reschedule_jobs takes a job of a lost worker, and leaves its lock', async () => {
  const { id } = await addJob(db, 't');
  await getJob(db, 'worker-1');
  await age(db, 'worker-1', '5 hours');
  expect(await callAll(db, 'reschedule_jobs', { job_ids: [id], priority: 1 })).toMatchObject([
    { locked_by: 'worker-1' },
  ]);
});
