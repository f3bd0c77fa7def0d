import type { TestDatabase } from '@pgpm/testing';
import type { Client } from 'pg';
import { addJob, addSchedule, callAll, completeJob, failJob, getJob, openDatabase, runSchedule } from './support.js';

// Notifications are sent at commit: these tests commit, and the listener is another connection.
let db: TestDatabase;
let listener: Client;
let heard: string[] = [];
beforeAll(async () => {
  db = await openDatabase();
  listener = await db.connect();
  listener.on('notification', ({ channel, payload }) => heard.push(`${channel}(${payload ?? ''})`));
  await listener.query('listen "jobs:insert"; listen "scheduled_jobs:insert"; listen "end of test"');
});
afterAll(() => db.teardown());
beforeEach(async () => {
  await db.query('delete from app_jobs.jobs; delete from app_jobs.scheduled_jobs');
  heard = [];
});

const end = 'end of test()';

/** What was heard until now. Notifications arrive in the order of the commits: the last one is our own. */
async function heardSoFar(): Promise<string[]> {
  await db.query('notify "end of test"');
  while (!heard.includes(end)) await listener.query('select 1');
  const all = heard.filter((event) => event !== end);
  heard = [];
  return all;
}

test('each transaction that adds jobs notifies once', async () => {
  await addJob(db, 't');
  await addJob(db, 't', { queue_name: 'q' });
  await db.query(`insert into app_jobs.jobs (task_identifier) select 't' from generate_series(1, 3)`);
  expect(await heardSoFar()).toEqual(Array(3).fill('jobs:insert()'));
});

test('each transaction that adds schedules notifies once', async () => {
  await addSchedule(db, 's');
  await db.query(
    `insert into app_jobs.scheduled_jobs (task_identifier, schedule_info) values ('s', '{}'), ('s', '{}')`,
  );
  expect(await heardSoFar()).toEqual(Array(2).fill('scheduled_jobs:insert()'));
});

test('a replaced job or schedule notifies as well', async () => {
  for (let version = 0; version < 2; version += 1) {
    await addJob(db, 't', { job_key: 'K' });
    await addSchedule(db, 's', { job_key: 'K' });
  }
  expect(await heardSoFar()).toEqual([
    'jobs:insert()',
    'scheduled_jobs:insert()',
    'jobs:insert()',
    'scheduled_jobs:insert()',
  ]);
});

test('a superseding job notifies once', async () => {
  await addJob(db, 't', { job_key: 'K' });
  await getJob(db, 'worker-1');
  await addJob(db, 't', { job_key: 'K' });
  expect(await heardSoFar()).toEqual(Array(2).fill('jobs:insert()'));
});

test('a tick of a schedule notifies the workers', async () => {
  const { id } = await addSchedule(db, 's');
  await runSchedule(db, id);
  expect(await heardSoFar()).toEqual(['scheduled_jobs:insert()', 'jobs:insert()']);
});

test('what was rolled back was never said', async () => {
  await db.begin();
  await addJob(db, 't');
  await db.rollback();
  expect(await heardSoFar()).toEqual([]);
});

test('everything else is silent', async () => {
  const { id } = await addJob(db, 't');
  await heardSoFar();
  await getJob(db, 'worker-1');
  await failJob(db, 'worker-1', id, 'broken');
  await callAll(db, 'reschedule_jobs', { job_ids: [id], run_at: new Date(0), attempts: 0 });
  await getJob(db, 'worker-1');
  await db.query(`select app_jobs.release_jobs('worker-1')`);
  await getJob(db, 'worker-1');
  await completeJob(db, 'worker-1', id);
  expect(await heardSoFar()).toEqual([]);
});
