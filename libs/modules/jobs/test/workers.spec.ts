import type { TestDatabase } from '@pgpm/testing';
import type { Client } from 'pg';
import { addJob, age, callAll, completeJob, failJob, getJob, on, openDatabase, queues, type Job } from './support.js';

// Workers on real connections, all at once: these tests commit. How long they take depends on the machine alone.
jest.setTimeout(600_000);

let db: TestDatabase;
let clients: readonly Client[] = [];
const workers = Array.from({ length: 8 }, (_, index) => `worker-${index}`);
beforeAll(async () => {
  db = await openDatabase();
  clients = await Promise.all(workers.map(() => db.connect()));
  await db.query(`
    create table running (queue_name text primary key);
    create table runs (place bigserial, job_id bigint, attempt int, queue_name text, worker text);
  `);
});
afterAll(() => db.teardown());
beforeEach(() => db.query('delete from app_jobs.jobs; delete from runs; delete from running'));

/** Runs `work` on every connection at the same time. */
const allAtOnce = <Result>(work: (client: Client, worker: string) => Promise<Result>): Promise<Result[]> =>
  Promise.all(clients.map((client, index) => work(client, workers[index] ?? '')));

/** Runs a job that was taken, and records it. A second run in the same queue at the same time is an error. */
async function run(client: Client, worker: string, job: Job): Promise<void> {
  if (job.queue_name !== null) await client.query('insert into running values ($1)', [job.queue_name]);
  await client.query('begin');
  await client.query('delete from running where queue_name = $1', [job.queue_name]);
  await client.query('insert into runs (job_id, attempt, queue_name, worker) values ($1, $2, $3, $4)', [
    job.id,
    job.attempts,
    job.queue_name,
    worker,
  ]);
  const fails = job.task_identifier === 'fails once' && job.attempts === 10;
  const ended = fails
    ? await failJob(on(client), worker, job.id, 'broken')
    : await completeJob(on(client), worker, job.id);
  if (ended.id !== job.id) throw new Error(`job ${job.id} was not ours any more`);
  await client.query('commit');
}

/** Runs jobs until none is due. */
async function workUntilIdle(client: Client, worker: string): Promise<void> {
  for (;;) {
    const job = await getJob(on(client), worker);
    if (job.id !== null) {
      await run(client, worker, job);
      continue;
    }
    const { rows } = await client.query('select from app_jobs.jobs where run_at <= now() limit 1');
    if (rows.length === 0) return;
  }
}

test('every job runs once, and each queue in order', async () => {
  await db.query(`
    insert into app_jobs.jobs (task_identifier, queue_name)
    select 't', case when g % 2 = 0 then 'queue ' || g % 14 end from generate_series(1, 800) as g
  `);
  // However slow they are, each has a job of its own before the first one is done.
  const first = await allAtOnce(async (client, worker) => ({ client, worker, job: await getJob(on(client), worker) }));
  await Promise.all(
    first.map(async ({ client, worker, job }) => {
      await run(client, worker, job);
      await workUntilIdle(client, worker);
    }),
  );

  expect(await db.any('select from app_jobs.jobs')).toEqual([]);
  expect(await queues(db)).toEqual([]);
  const counts =
    'select count(*)::int as runs, count(distinct job_id)::int as jobs, count(distinct worker)::int as workers from runs';
  expect(await db.one(counts)).toEqual({ runs: 800, jobs: 800, workers: 8 });
  const disorder = `
    select from (
      select job_id, lag(job_id) over (partition by queue_name order by place) as earlier
      from runs where queue_name is not null
    ) as run
    where job_id < earlier`;
  expect(await db.any(disorder)).toEqual([]);
});

test('failed jobs wait, then run again', async () => {
  // The tenth failure: its wait, e to the tenth seconds, is six hours.
  await db.query(`
    insert into app_jobs.jobs (task_identifier, attempts, queue_name)
    select 'fails once', 9, case when g % 2 = 0 then 'queue ' || g % 6 end from generate_series(1, 100) as g
  `);
  await allAtOnce(workUntilIdle);
  const waiting = await db.any(`
    select from app_jobs.jobs
    where attempts = 10 and last_error = 'broken' and locked_by is null
      and run_at between updated_at + interval '22026 seconds' and updated_at + interval '22027 seconds'`);
  expect(waiting).toHaveLength(100);

  await db.query('update app_jobs.jobs set run_at = now()');
  await allAtOnce(workUntilIdle);
  expect(await db.any('select from app_jobs.jobs')).toEqual([]);
  const counts = 'select count(*)::int as runs, count(distinct (job_id, attempt))::int as tries from runs';
  expect(await db.one(counts)).toEqual({ runs: 200, tries: 200 });
});

describe('a worker whose connection breaks', () => {
  async function terminate(client: Client): Promise<void> {
    const gone = new Promise((resolve) => client.once('end', resolve));
    client.on('error', () => undefined);
    const { rows } = await client.query<{ pid: number }>('select pg_catalog.pg_backend_pid() as pid');
    await db.query('select pg_catalog.pg_terminate_backend($1)', [rows[0]?.pid]);
    await gone;
  }

  test('before it commits has never taken the job', async () => {
    const { id } = await addJob(db, 't', { queue_name: 'q' });
    const doomed = await db.connect();
    await doomed.query('begin');
    expect(await getJob(on(doomed), 'doomed')).toMatchObject({ id });
    expect(await getJob(db, 'worker-1')).toMatchObject({ id: null });
    await terminate(doomed);
    expect(await getJob(db, 'worker-1')).toMatchObject({ id, attempts: 1 });
  });

  test('while it runs the job keeps it until the lock expires', async () => {
    const { id } = await addJob(db, 't', { queue_name: 'q' });
    const doomed = await db.connect();
    await getJob(on(doomed), 'doomed');
    await terminate(doomed);
    expect(await getJob(db, 'worker-1')).toMatchObject({ id: null });
    await age(db, 'doomed', '5 hours');
    expect(await getJob(db, 'worker-1')).toMatchObject({ id, attempts: 2, locked_by: 'worker-1' });
    expect(await queues(db)).toEqual([{ queue_name: 'q', job_count: 1, locked_by: 'worker-1' }]);
  });

  test('is replaced by one worker only', async () => {
    await db.query(
      `insert into app_jobs.jobs (task_identifier, queue_name) select 't', null from generate_series(1, 20)`,
    );
    const doomed = await db.connect();
    for (let job = 0; job < 20; job += 1) await getJob(on(doomed), 'doomed');
    await terminate(doomed);
    await age(db, 'doomed', '5 hours');
    await allAtOnce(workUntilIdle);
    expect(await db.one('select count(*)::int as runs, count(distinct job_id)::int as jobs from runs')).toEqual({
      runs: 20,
      jobs: 20,
    });
  });
});

test('whatever callers do at the same time, nobody deadlocks and the queues are counted right', async () => {
  await allAtOnce(async (client, worker) => {
    let seed = Number(worker.slice(-1)) + 1;
    const pick = (count: number): number => {
      seed = (seed * 48271) % 2147483647;
      return seed % count;
    };
    const mine = on(client);
    for (let step = 0; step < 120; step += 1) {
      const { rows } = await client.query<{ id: string }>('select id from app_jobs.jobs order by random() limit 5');
      const job_ids = rows.map((row) => row.id);
      const queue_name = `queue ${pick(3)}`;
      const actions: readonly (() => Promise<unknown>)[] = [
        () => addJob(mine, 't', { queue_name }),
        () => addJob(mine, 't', { queue_name, job_key: `key ${pick(3)}` }),
        () => client.query('update app_jobs.jobs set queue_name = $1 where id = $2', [queue_name, job_ids[0] ?? null]),
        () => callAll(mine, 'complete_jobs', { job_ids }),
        () => callAll(mine, 'permanently_fail_jobs', { job_ids }),
        () => callAll(mine, 'reschedule_jobs', { job_ids, attempts: 0, run_at: new Date(0) }),
        () => client.query('select app_jobs.release_jobs($1)', [workers[pick(workers.length)]]),
        async () => completeJob(mine, worker, (await getJob(mine, worker)).id),
        async () => failJob(mine, worker, (await getJob(mine, worker, { job_expiry: '1 millisecond' })).id, 'broken'),
      ];
      await actions[pick(actions.length)]?.();
    }
  });
  const counted =
    'select queue_name, count(*)::int as job_count from app_jobs.jobs where queue_name is not null group by 1 order by 1';
  expect(await db.any('select queue_name, job_count from app_jobs.job_queues order by 1')).toEqual(
    await db.any(counted),
  );
});
