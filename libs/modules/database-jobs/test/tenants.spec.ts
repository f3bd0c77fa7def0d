import type { TestDatabase } from '@pgpm/testing';
import {
  addJob,
  addSchedule,
  age,
  call,
  callAll,
  completeJob,
  findJob,
  getJob,
  openDatabase,
  runSchedule,
  T1,
  T2,
} from './support.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await openDatabase();
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

const of = (db_id: string, more: Readonly<Record<string, unknown>> = {}) => ({ db_id, ...more });

test('a job belongs to the database that it was added for', async () => {
  expect(await addJob(db, 't', of(T1))).toMatchObject({ database_id: T1, queue_name: null, payload: {}, key: null });
  expect(await addJob(db, 't', of(T2, { job_key: 'K' }))).toMatchObject({ database_id: T2, key: 'K' });
  expect(await addSchedule(db, 's', of(T2))).toMatchObject({ database_id: T2, schedule_info: {} });
});

test.each([
  ['jobs', `add_job(null, 't')`],
  ['jobs', `add_job(null, 't', job_key := 'K')`],
  ['scheduled_jobs', `add_scheduled_job(null, 's')`],
  ['scheduled_jobs', `add_scheduled_job(null, 's', job_key := 'K')`],
])('in %s a database is required: %s', async (table, call) => {
  await expect(db.query(`select app_jobs.${call}`)).rejects.toMatchObject({
    code: '23502',
    message: 'DATABASE_ID_REQUIRED',
    table,
    column: 'database_id',
  });
});

test.each(['jobs', 'scheduled_jobs', 'job_queues'])(
  'the columns of %s are in their documented order',
  async (table) => {
    const expected = {
      jobs: 'id,database_id,queue_name,task_identifier,payload,priority,run_at,attempts,max_attempts,key,last_error,locked_at,locked_by,created_at,updated_at',
      scheduled_jobs:
        'id,database_id,queue_name,task_identifier,payload,priority,max_attempts,key,locked_at,locked_by,schedule_info,last_scheduled,last_scheduled_id',
      job_queues: 'queue_name,job_count,locked_at,locked_by,database_id',
    }[table];
    const columns = await db.one(
      `select string_agg(attname, ',' order by attnum) as names from pg_attribute
     where attrelid = ('app_jobs.' || $1)::regclass and attnum > 0`,
      [table],
    );
    expect(columns).toEqual({ names: expected });
  },
);

describe('a key of one database', () => {
  test('is another job than the same key of another one', async () => {
    const mine = await addJob(db, 't', of(T1, { job_key: 'K', payload: '{"x":1}' }));
    const theirs = await addJob(db, 't2', of(T2, { job_key: 'K', payload: '{"x":2}' }));
    expect(theirs).toMatchObject({ database_id: T2, payload: { x: 2 } });
    expect(await findJob(db, mine.id)).toEqual(mine);
    expect(await addJob(db, 't3', of(T1, { job_key: 'K' }))).toMatchObject({ id: mine.id, database_id: T1 });
    expect(await findJob(db, theirs.id)).toEqual(theirs);
  });

  test('cancels no running job of another one', async () => {
    const mine = await addJob(db, 't', of(T1, { job_key: 'K' }));
    await getJob(db, 'worker-1');
    await addJob(db, 't2', of(T2, { job_key: 'K' }));
    expect(await findJob(db, mine.id)).toMatchObject({ key: 'K', attempts: 1, max_attempts: 25 });
  });

  test('replaces no schedule of another one, held or free', async () => {
    const mine = await addSchedule(db, 's', of(T1, { job_key: 'K' }));
    const theirs = await addSchedule(db, 's2', of(T2, { job_key: 'K' }));
    await call(db, 'get_scheduled_job', { worker_id: 'worker-1' });
    await addSchedule(db, 's3', of(T2, { job_key: 'K' }));
    const rows = await db.any('select id, task_identifier from app_jobs.scheduled_jobs order by id');
    expect(rows).toEqual([
      { id: mine.id, task_identifier: 's' },
      { id: theirs.id, task_identifier: 's3' },
    ]);
  });

  test('stands in the constraints by their old names', async () => {
    for (const table of ['jobs', 'scheduled_jobs']) {
      const sql = `insert into app_jobs.${table} (database_id, task_identifier, key ${table === 'jobs' ? '' : ', schedule_info'})
        select '${T1}', 't', 'K' ${table === 'jobs' ? '' : `, '{}'`} from generate_series(1, 2)`;
      await db.query('savepoint two');
      await expect(db.query(sql)).rejects.toMatchObject({ code: '23505', constraint: `${table}_key_key` });
      await db.query('rollback to two');
    }
  });
});

describe('a queue of one database', () => {
  test('does not wait for the queue of that name of another one', async () => {
    for (const id of [T1, T1, T2]) await addJob(db, 't', of(id, { queue_name: 'q' }));
    expect(await getJob(db, 'worker-1')).toMatchObject({ database_id: T1 });
    expect(await getJob(db, 'worker-2')).toMatchObject({ database_id: T2 });
    expect(await getJob(db, 'worker-3')).toMatchObject({ id: null });
    const queues = await db.any('select database_id, job_count, locked_by from app_jobs.job_queues order by 1');
    expect(queues).toEqual([
      { database_id: T1, job_count: 2, locked_by: 'worker-1' },
      { database_id: T2, job_count: 1, locked_by: 'worker-2' },
    ]);
  });

  test.each([
    ['completed', (id: string) => completeJob(db, 'worker-1', id)],
    ['failed', (id: string) => call(db, 'fail_job', { worker_id: 'worker-1', job_id: id, error_message: 'm' })],
    ['released', () => db.query(`select app_jobs.release_jobs('worker-1')`)],
  ])('is free when its job is %s, and others stay busy', async (_, end) => {
    for (const id of [T1, T2]) await addJob(db, 't', of(id, { queue_name: 'q' }));
    await addJob(db, 't', of(T1, { queue_name: 'q' }));
    const job = await getJob(db, 'worker-1', { db_id: T1 });
    await getJob(db, 'worker-2', { db_id: T2 });
    await end(job.id ?? '');
    const queues = await db.any('select database_id, locked_by from app_jobs.job_queues order by 1');
    expect(queues).toEqual([
      { database_id: T1, locked_by: null },
      { database_id: T2, locked_by: 'worker-2' },
    ]);
  });

  test.each(['complete_jobs', 'permanently_fail_jobs'])('%s frees no queue of another database', async (name) => {
    for (const id of [T1, T1, T2]) await addJob(db, 't', of(id, { queue_name: 'q' }));
    const job = await getJob(db, 'same-worker', { db_id: T1 });
    await getJob(db, 'same-worker', { db_id: T2 });
    await age(db, 'same-worker', '5 hours');
    expect(await callAll(db, name, { job_ids: [job.id] })).toHaveLength(1);
    const queues = await db.any('select database_id, locked_by from app_jobs.job_queues order by 1');
    expect(queues).toEqual([
      { database_id: T1, locked_by: null },
      { database_id: T2, locked_by: 'same-worker' },
    ]);
  });

  test('counts a job that moves to another database', async () => {
    const { id } = await addJob(db, 't', of(T1, { queue_name: 'q' }));
    await addJob(db, 't', of(T1, { queue_name: 'q' }));
    await db.query('update app_jobs.jobs set database_id = $2 where id = $1', [id, T2]);
    const queues = await db.any('select database_id, job_count from app_jobs.job_queues order by 1');
    expect(queues).toEqual([
      { database_id: T1, job_count: 1 },
      { database_id: T2, job_count: 1 },
    ]);
  });
});

describe('workers', () => {
  test('serve all databases, or one', async () => {
    for (const id of [T1, T1, T2]) await addJob(db, 't', of(id));
    expect(await getJob(db, 'worker-1', { db_id: T2 })).toMatchObject({ database_id: T2 });
    expect(await getJob(db, 'worker-1', { db_id: T2 })).toMatchObject({ id: null });
    expect(await getJob(db, 'worker-1')).toMatchObject({ database_id: T1 });
  });

  test('of one database neither take over nor bury lost jobs of others', async () => {
    const retried = await addJob(db, 't', of(T1));
    const last = await addJob(db, 't', of(T1, { max_attempts: 1 }));
    await getJob(db, 'worker-1');
    await getJob(db, 'worker-1');
    await age(db, 'worker-1', '5 hours');
    expect(await getJob(db, 'worker-2', { db_id: T2 })).toMatchObject({ id: null });
    expect(await findJob(db, last.id)).toMatchObject({ locked_by: 'worker-1', last_error: null });
    expect(await getJob(db, 'worker-2', { db_id: T1 })).toMatchObject({ id: retried.id });
    expect(await findJob(db, last.id)).toMatchObject({ locked_by: null });
  });

  test('take schedules of all databases, or of one', async () => {
    for (const id of [T1, T2]) await addSchedule(db, 's', of(id));
    const take = (args: object = {}) => call(db, 'get_scheduled_job', { worker_id: 'worker-1', ...args });
    expect(await take({ db_id: T2 })).toMatchObject({ database_id: T2 });
    expect(await take({ db_id: T2 })).toMatchObject({ id: null });
    expect(await take()).toMatchObject({ database_id: T1 });
  });

  test('turn a schedule into a job of its database', async () => {
    const args = { payload: '{"a":1}', job_key: 'K', queue_name: 'q' };
    await addJob(db, 'other', of(T1, { job_key: 'K' }));
    const schedule = await addSchedule(db, 's', of(T2, args));
    expect(await runSchedule(db, schedule.id)).toMatchObject({
      database_id: T2,
      payload: { a: 1 },
      key: 'K',
      queue_name: 'q',
      attempts: 0,
      last_error: null,
      locked_by: null,
    });
    await expect(runSchedule(db, schedule.id)).rejects.toMatchObject({ code: 'P0001', message: 'ALREADY_SCHEDULED' });
  });
});

test('the jobs of a database are found by an index, and can be removed with it', async () => {
  await addSchedule(db, 's', of(T2));
  for (const id of [T1, T2, T2]) await addJob(db, 't', of(id, { queue_name: 'q' }));
  await db.query('set local enable_seqscan = off');
  const plan = await db.any<Record<string, string>>(`explain select from app_jobs.jobs where database_id = '${T2}'`);
  expect(JSON.stringify(plan)).toContain('jobs_key_key');
  await db.query(`
    delete from app_jobs.scheduled_jobs where database_id = '${T2}';
    delete from app_jobs.jobs where database_id = '${T2}'`);
  for (const table of ['jobs', 'job_queues']) {
    expect(await db.any(`select database_id from app_jobs.${table}`)).toEqual([{ database_id: T1 }]);
  }
  expect(await db.any('select from app_jobs.scheduled_jobs')).toEqual([]);
});
