import type { TestDatabase } from '@pgpm/testing';
import type { Client } from 'pg';
import { untilBlocked } from '../../../spec-support/index.js';
import { addJob, call, completeJob, getJob, on, openDatabase, T1, T2 } from './support.js';

// What tenants may and may not make each other wait for. These tests commit.
let db: TestDatabase;
let a: Client;
let b: Client;
beforeAll(async () => {
  db = await openDatabase();
  [a, b] = [await db.connect(), await db.connect()];
});
afterAll(() => db.teardown());
beforeEach(() => db.query('delete from app_jobs.jobs'));
afterEach(async () => {
  for (const client of [a, b]) await client.query('rollback');
});

test('the same key and the same queue of two databases do not wait for each other', async () => {
  const args = { job_key: 'K', queue_name: 'q' };
  for (const client of [a, b]) await client.query('begin');
  expect(await addJob(on(a), 'a', { db_id: T1, ...args })).toMatchObject({ database_id: T1 });
  expect(await addJob(on(b), 'b', { db_id: T2, ...args })).toMatchObject({ database_id: T2 });
  for (const client of [a, b]) await client.query('commit');
  expect(await db.any('select database_id, job_count from app_jobs.job_queues order by 1')).toEqual([
    { database_id: T1, job_count: 1 },
    { database_id: T2, job_count: 1 },
  ]);
});

test('a worker in an open transaction holds the queue of its database only', async () => {
  for (const db_id of [T1, T1, T2]) await addJob(db, 't', { db_id, queue_name: 'q' });
  await a.query('begin');
  expect(await getJob(on(a), 'worker-a')).toMatchObject({ database_id: T1 });
  expect(await getJob(on(b), 'worker-b')).toMatchObject({ database_id: T2 });
  expect(await getJob(on(b), 'worker-b')).toMatchObject({ id: null });
});

test('a key of one database that two callers use at the same time belongs to one job', async () => {
  await a.query('begin');
  const winner = await addJob(on(a), 'a', { job_key: 'K' });
  const late = addJob(on(b), 'b', { job_key: 'K' });
  await untilBlocked(db);
  await a.query('commit');
  expect(await late).toMatchObject({ id: winner.id, task_identifier: 'b' });
});

test('a worker that gives back queues of several databases does not deadlock with one that ends them', async () => {
  for (const db_id of [T2, T1]) await addJob(db, 't', { db_id, queue_name: 'q' });
  const jobs = [await getJob(db, 'worker-1', { db_id: T2 }), await getJob(db, 'worker-1', { db_id: T1 })];
  await a.query('begin');
  await a.query(`select from app_jobs.job_queues where database_id = $1 for update`, [T1]);
  const release = b.query(`select app_jobs.release_jobs('worker-1')`);
  await untilBlocked(db);
  await a.query(`select from app_jobs.job_queues where database_id = $1 for update`, [T2]);
  await a.query('commit');
  await release;
  expect(await completeJob(db, 'worker-1', jobs[0]?.id ?? null)).toMatchObject({ id: null });
  const next = await call<{ id: string }>(db, 'get_job', { worker_id: 'worker-2' });
  expect(jobs.map(({ id }) => id)).toContain(next.id);
});
