import type { TestDatabase } from '@pgpm/testing';
import type { Client } from 'pg';
import { untilBlocked } from '../../../spec-support/index.js';
import {
  addJob,
  addSchedule,
  call,
  callAll,
  completeJob,
  getJob,
  on,
  openDatabase,
  queues,
  runSchedule,
} from './support.js';
import type { Job } from './support.js';

// Transactions of several connections, step by step: these tests commit.
let db: TestDatabase;
let a: Client;
let b: Client;
let c: Client;
beforeAll(async () => {
  db = await openDatabase();
  [a, b, c] = [await db.connect(), await db.connect(), await db.connect()];
});
afterAll(() => db.teardown());
beforeEach(() => db.query('delete from app_jobs.jobs; delete from app_jobs.scheduled_jobs'));
afterEach(async () => {
  for (const client of [a, b, c]) await client.query('rollback');
});

/** Adds one job to each of the queues, and returns their ids. */
async function addTo(...names: string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const queue_name of names) ids.push((await addJob(db, 't', { queue_name })).id ?? '');
  return ids;
}
const one = (queue_name: string) => ({ queue_name, job_count: 1, locked_by: null });

describe('while a worker has a job in an open transaction', () => {
  test('another worker takes the next queue, and does not wait', async () => {
    await addTo('p', 'q', 'r');
    // Small and analysed: the planner would sort all candidates before it locks the first.
    await db.query('analyze app_jobs.jobs; analyze app_jobs.job_queues');
    for (const client of [a, b, c]) await client.query('begin');
    expect(await getJob(on(a), 'worker-a')).toMatchObject({ queue_name: 'p' });
    expect(await getJob(on(b), 'worker-b')).toMatchObject({ queue_name: 'q' });
    expect(await getJob(on(c), 'worker-c')).toMatchObject({ queue_name: 'r' });
  });

  test('another worker takes the next job without a queue', async () => {
    const ids = [(await addJob(db, 't')).id, (await addJob(db, 't')).id];
    for (const client of [a, b]) await client.query('begin');
    expect(await getJob(on(a), 'worker-a')).toMatchObject({ id: ids[0] });
    expect(await getJob(on(b), 'worker-b')).toMatchObject({ id: ids[1] });
    expect(await getJob(on(c), 'worker-c')).toMatchObject({ id: null });
    await a.query('rollback');
    expect(await getJob(on(c), 'worker-c')).toMatchObject({ id: ids[0], attempts: 1 });
  });

  test('a worker that finds nothing in a busy queue leaves no lock behind', async () => {
    await addTo('q', 'q');
    await a.query('begin');
    const job = await getJob(on(a), 'worker-a');
    await b.query('begin');
    expect(await getJob(on(b), 'worker-b')).toMatchObject({ id: null });
    await completeJob(on(a), 'worker-a', job.id);
    await a.query('commit');
    expect(await getJob(on(c), 'worker-c')).toMatchObject({ queue_name: 'q' });
  });
});

test('a job that is taken meanwhile is left out, not waited for', async () => {
  await addTo('q', 'r');
  await a.query('begin');
  await a.query(`select from app_jobs.job_queues where queue_name = 'q' for update`);
  await b.query('begin');
  await b.query(`select from app_jobs.jobs where queue_name = 'r' for update`);
  expect(await getJob(on(c), 'worker-c')).toMatchObject({ id: null });
});

describe('the last job leaves a queue while another one enters it', () => {
  const enter = () => addJob(on(b), 'next', { queue_name: 'q' });

  test.each([
    ['the new job waits, then makes the queue anew', 'commit', 1],
    ['the new job waits, then joins the one that stays', 'rollback', 2],
  ])('%s', async (_, end, count) => {
    await addTo('q');
    const { id } = await getJob(db, 'worker-a');
    await a.query('begin');
    await completeJob(on(a), 'worker-a', id);
    const entering = enter();
    await untilBlocked(db);
    await a.query(end);
    await entering;
    expect(await queues(db)).toMatchObject([{ queue_name: 'q', job_count: count }]);
  });

  test('the last job waits for the new one, and the queue stays', async () => {
    await addTo('q');
    const { id } = await getJob(db, 'worker-a');
    await b.query('begin');
    await enter();
    const leaving = completeJob(on(a), 'worker-a', id);
    await untilBlocked(db);
    await b.query('commit');
    await leaving;
    expect(await queues(db)).toEqual([one('q')]);
  });
});

describe('no deadlock', () => {
  /** Runs two statements that both need the queue that `c` holds: when it lets go, the first one gets it first. */
  async function overlap(holding: string, early: () => Promise<unknown>, late: () => Promise<unknown>): Promise<void> {
    await c.query('begin');
    await c.query('select from app_jobs.job_queues where queue_name = $1 for update', [holding]);
    const first = early();
    await untilBlocked(db);
    const second = late();
    await untilBlocked(db, 2);
    await c.query('commit');
    await Promise.all([first, second]);
  }

  test('of jobs that move in opposite directions', async () => {
    const [inX, inY] = await addTo('x', 'y');
    const move = (client: Client, id: string | undefined, to: string) =>
      client.query('update app_jobs.jobs set queue_name = $2 where id = $1', [id, to]);
    await overlap(
      'x',
      () => move(a, inY, 'x'),
      () => move(b, inX, 'y'),
    );
    expect(await queues(db)).toEqual([one('x'), one('y')]);
  });

  test.each(['complete_jobs', 'permanently_fail_jobs'])('of %s for the same queues in another order', async (name) => {
    const ids = await addTo('y', 'x', 'x', 'y');
    await db.query(`
      update app_jobs.jobs set locked_at = now() - interval '5 hours', locked_by = 'lost';
      update app_jobs.job_queues set locked_at = now() - interval '5 hours', locked_by = 'lost'
    `);
    const finish = (client: Client, job_ids: string[]) => callAll<Job>(on(client), name, { job_ids });
    await overlap(
      'x',
      () => finish(a, ids.slice(2)),
      () => finish(b, ids.slice(0, 2)),
    );
    expect((await queues(db)).filter((queue) => queue.locked_by !== null)).toEqual([]);
  });
});

test('two ticks of a schedule at the same time add one job', async () => {
  const { id } = await addSchedule(db, 's');
  await a.query('begin');
  await runSchedule(on(a), id);
  const late = runSchedule(on(b), id).catch((error: unknown) => error);
  await untilBlocked(db);
  await a.query('commit');
  expect(await late).toMatchObject({ code: 'P0001', message: 'ALREADY_SCHEDULED' });
  expect(await db.any('select id from app_jobs.jobs')).toHaveLength(1);
});

test('two schedulers never hold the same schedule', async () => {
  await addSchedule(db, 's1');
  await addSchedule(db, 's2');
  const take = (client: Client, worker_id: string) => call(on(client), 'get_scheduled_job', { worker_id });
  await a.query('begin');
  expect(await take(a, 'worker-a')).toMatchObject({ task_identifier: 's1' });
  expect(await take(b, 'worker-b')).toMatchObject({ task_identifier: 's2' });
  expect(await take(c, 'worker-c')).toMatchObject({ id: null });
});

test.each(['waiting', 'running'])(
  'a key that two callers use at the same time belongs to one job: %s',
  async (state) => {
    await addJob(db, 'old', { job_key: 'K' });
    if (state === 'running') await getJob(db, 'worker-1');
    await a.query('begin');
    const winner = await addJob(on(a), 'a', { job_key: 'K' });
    const late = addJob(on(b), 'b', { job_key: 'K' });
    await untilBlocked(db);
    await a.query('commit');
    expect(await late).toMatchObject({ id: winner.id, task_identifier: 'b' });
    expect(await db.any(`select id from app_jobs.jobs where key = 'K'`)).toEqual([{ id: winner.id }]);
  },
);

test('a worker that lost its job while it waited does not complete it', async () => {
  const { id } = await addJob(db, 't');
  await getJob(db, 'worker-a');
  await b.query('begin');
  await call(on(b), 'get_job', { worker_id: 'worker-b', job_expiry: '-1 second' });
  const late = completeJob(on(a), 'worker-a', id);
  await untilBlocked(db);
  await b.query('commit');
  expect(await late).toMatchObject({ id: null });
  expect(await completeJob(on(b), 'worker-b', id)).toMatchObject({ id });
});
