import type { TestDatabase } from '@pgpm/testing';
import { addJob, getJob, openDatabase, queues } from './support.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await openDatabase();
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

const free = (queue_name: string, job_count: number) => ({ queue_name, job_count, locked_by: null });

test('each job in a queue counts, and the last one takes the queue with it', async () => {
  await db.query(`
    insert into app_jobs.jobs (task_identifier, queue_name)
    select 't', case g % 3 when 0 then null when 1 then 'a' else 'b' end from generate_series(1, 9) as g
  `);
  expect(await queues(db)).toEqual([free('a', 3), free('b', 3)]);
  await db.query(
    `delete from app_jobs.jobs where queue_name = 'a' or id = (select max(id) from app_jobs.jobs where queue_name = 'b')`,
  );
  expect(await queues(db)).toEqual([free('b', 2)]);
  await db.query('delete from app_jobs.jobs');
  expect(await queues(db)).toEqual([]);
});

test.each([
  ['to a later name', 'c', [free('a', 1), free('c', 2)]],
  ['to an earlier name', '0', [free('0', 1), free('a', 1), free('c', 1)]],
  ['to the same name', 'b', [free('a', 1), free('b', 1), free('c', 1)]],
  ['out of all queues', null, [free('a', 1), free('c', 1)]],
])('a job moves %s', async (_, to, expected) => {
  for (const queue_name of ['a', 'b', 'c']) await addJob(db, 't', { queue_name });
  await db.query(`update app_jobs.jobs set queue_name = $1 where queue_name = 'b'`, [to]);
  expect(await queues(db)).toEqual(expected);
});

test('a job enters a queue', async () => {
  await addJob(db, 't');
  await db.query(`update app_jobs.jobs set queue_name = 'q'`);
  expect(await queues(db)).toEqual([free('q', 1)]);
});

test.each([
  ['is deleted by hand', 'delete from app_jobs.jobs where locked_by is not null'],
  ['is moved by hand', `update app_jobs.jobs set queue_name = 'r' where locked_by is not null`],
])('a running job that %s does not leave its queue locked', async (_, sql) => {
  await addJob(db, 't', { queue_name: 'q' });
  await addJob(db, 't', { queue_name: 'q' });
  await getJob(db, 'worker-1');
  await db.query(sql);
  expect((await queues(db))[0]).toEqual(free('q', 1));
});

test('a job that was not running leaves the lock of its queue alone', async () => {
  await addJob(db, 't', { queue_name: 'q' });
  const { id } = await addJob(db, 't', { queue_name: 'q' });
  await getJob(db, 'worker-1');
  await db.query('delete from app_jobs.jobs where id = $1', [id]);
  expect(await queues(db)).toEqual([{ queue_name: 'q', job_count: 1, locked_by: 'worker-1' }]);
});
