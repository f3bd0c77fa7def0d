import type { TestDatabase } from '@pgpm/testing';
import { failureOf } from '../../../spec-support/index.js';
import {
  addJob,
  addSchedule,
  age,
  call,
  callAll,
  completeJob,
  failJob,
  findJob,
  getJob,
  openDatabase,
} from './support.js';
import { files, queues, runSchedule, type Job, type Schedule } from './support.js';

// The known weaknesses of the reference, by their number. 1 is in injection.spec.ts, 5 and 7 are in locks.spec.ts, 17 is in
// scripts.spec.ts.
let db: TestDatabase;
beforeAll(async () => {
  db = await openDatabase();
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

test('2: objects of the caller do not stand in for those of the system', async () => {
  await db.query(`
    create table pet (id int);
    create trigger add_job after insert on pet
    for each row execute function app_jobs.trigger_job_with_fields('t', 'id');
    create schema evil;
    create function evil.now() returns timestamptz language sql as $$ select '1999-01-01'::timestamptz $$;
    create function evil.format(text, variadic text[]) returns text language sql as $$ select 'select ''evil''' $$;
    create domain evil.text as pg_catalog.text check (false);
    create domain pg_temp.text as pg_catalog.text check (false);
    set local search_path = pg_temp, evil, pg_catalog;
    insert into public.pet values (1);
  `);
  await addJob(db, 't');
  const { now } = await db.one<{ now: Date }>('select pg_catalog.now() as now');
  expect(await db.any('select payload, run_at from app_jobs.jobs order by id')).toEqual([
    { payload: { id: '1' }, run_at: now },
    { payload: {}, run_at: now },
  ]);
});

test('3: a key survives that its running job is superseded, for jobs and schedules', async () => {
  await addJob(db, 't', { job_key: 'K' });
  await getJob(db, 'worker-1');
  const next = await addJob(db, 't', { job_key: 'K', payload: null });
  expect(await addJob(db, 't', { job_key: 'K' })).toMatchObject({ id: next.id, key: 'K' });

  await addSchedule(db, 's', { job_key: 'K' });
  await call(db, 'get_scheduled_job', { worker_id: 'worker-1' });
  const schedule = await addSchedule(db, 's', { job_key: 'K', payload: null });
  expect(await addSchedule(db, 's', { job_key: 'K' })).toMatchObject({ id: schedule.id, key: 'K' });
});

test('4: a dead job does not block its schedule', async () => {
  const schedule = await addSchedule(db, 's', { max_attempts: 1 });
  const dead = await runSchedule(db, schedule.id);
  await getJob(db, 'worker-1');
  await failJob(db, 'worker-1', dead.id, 'broken');
  const next = await runSchedule(db, schedule.id);
  expect(next.id).not.toBe(dead.id);
  expect(await findJob(db, dead.id)).toMatchObject({ last_error: 'broken' });
});

test('6: a schedule with a key goes on when its job was lost or died', async () => {
  const schedule = await addSchedule(db, 's', { job_key: 'K', max_attempts: 1 });
  const lost = await runSchedule(db, schedule.id);
  await getJob(db, 'worker-1');
  await age(db, 'worker-1', '2 hours');
  const next = await runSchedule(db, schedule.id);
  expect([next.key, next.id === lost.id]).toEqual(['K', false]);
  await callAll(db, 'permanently_fail_jobs', { job_ids: [next.id] });
  expect(await runSchedule(db, schedule.id)).toMatchObject({ id: next.id, attempts: 0 });
});

test('8: a worker that lost its job cannot complete it, and the queue stays with the new one', async () => {
  const { id } = await addJob(db, 't', { queue_name: 'q' });
  await addJob(db, 't', { queue_name: 'q' });
  await getJob(db, 'worker-1');
  await age(db, 'worker-1', '5 hours');
  await getJob(db, 'worker-2');
  expect(await completeJob(db, 'worker-1', id)).toMatchObject({ id: null });
  expect(await queues(db)).toEqual([{ queue_name: 'q', job_count: 2, locked_by: 'worker-2' }]);
  expect(await completeJob(db, 'worker-2', id)).toMatchObject({ id });
  expect(await queues(db)).toEqual([{ queue_name: 'q', job_count: 1, locked_by: null }]);
});

test('9: a job whose worker was lost in the last try becomes dead, also while other jobs wait', async () => {
  const { id } = await addJob(db, 't', { max_attempts: 1 });
  await getJob(db, 'worker-1');
  await age(db, 'worker-1', '5 hours');
  const other = await addJob(db, 't');
  expect(await getJob(db, 'worker-2')).toMatchObject({ id: other.id });
  expect(await findJob(db, id)).toMatchObject({ attempts: 1, locked_at: null, locked_by: null });
  expect((await findJob(db, id))?.last_error).toMatch('worker-1');
});

test('10: the schedules of a lost scheduler can be taken over', async () => {
  const { id } = await addSchedule(db, 's');
  await call(db, 'get_scheduled_job', { worker_id: 'worker-1' });
  await age(db, 'worker-1', '2 days');
  const schedule = await call<Schedule>(db, 'get_scheduled_job', { worker_id: 'worker-2', lock_expiry: '1 day' });
  expect(schedule).toMatchObject({ id, locked_by: 'worker-2' });
});

test('11: administrator can insert jobs and run schedules', async () => {
  await db.setContext({ role: 'administrator' });
  await db.query(`insert into app_jobs.jobs (task_identifier) values ('t')`);
  const { id } = await db.one<Schedule>(
    `insert into app_jobs.scheduled_jobs (task_identifier, schedule_info) values ('s', '{}') returning id`,
  );
  expect(await runSchedule(db, id)).toMatchObject({ task_identifier: 's' });
});

test.each(['complete_jobs', 'permanently_fail_jobs'])('12: %s frees the locks, and takes an expiry', async (name) => {
  const { id } = await addJob(db, 't', { queue_name: 'q' });
  await addJob(db, 'next', { queue_name: 'q' });
  await getJob(db, 'worker-1');
  await age(db, 'worker-1', '10 minutes');
  expect(await callAll<Job>(db, name, { job_ids: [id] })).toEqual([]);
  expect(await callAll<Job>(db, name, { job_ids: [id], job_expiry: '5 minutes' })).toMatchObject([{ id }]);
  expect(await getJob(db, 'worker-2')).toMatchObject({ task_identifier: 'next' });
});

test('13: a failure without a message is a failure', async () => {
  const { id } = await addJob(db, 't', { queue_name: 'q' });
  await getJob(db, 'worker-1');
  expect(await failJob(db, 'worker-1', id, null)).toMatchObject({ id, locked_by: null, last_error: 'Unknown error' });
  expect(await queues(db)).toEqual([{ queue_name: 'q', job_count: 1, locked_by: null }]);
});

test('14: dead jobs are not in the index that get_job reads', async () => {
  await db.query(`
    insert into app_jobs.jobs (task_identifier, queue_name, attempts) select 't', null, 25 from generate_series(1, 5000)
  `);
  const { bytes } = await db.one<{ bytes: string }>(
    `select pg_relation_size('app_jobs.priority_run_at_id_idx') as bytes`,
  );
  expect(Number(bytes)).toBeLessThanOrEqual(16 * 1024);
});

test('15: no extension is needed', async () => {
  expect(await db.any(`select extname from pg_extension where extname <> 'plpgsql'`)).toEqual([]);
  expect(files.text('deploy/schemas/app_jobs/tables/jobs/table.sql')).toContain('pg_catalog.gen_random_uuid()');
});

test.each(['get_job', 'get_scheduled_job'])(
  '16: %s refuses a worker id of three characters before it looks',
  async (name) => {
    expect(await failureOf(db, `select app_jobs.${name}('abc')`)).toMatchObject({
      code: 'P0001',
      message: 'INVALID_WORKER_ID',
    });
  },
);

test('18: the README lists each function with the arguments that it has', async () => {
  const signatures = await db.any<{ signature: string }>(`
    select p.proname || '(' || pg_get_function_arguments(p.oid) || ')' as signature
    from pg_proc as p
    where p.pronamespace = 'app_jobs'::regnamespace and p.prorettype <> 'trigger'::regtype
  `);
  const short = (signature: string): string =>
    signature
      .replace(/(DEFAULT \S+?)::(?:timestamp with time zone|[a-z]+)(?:\[\])?/g, '$1')
      .replace(/timestamp with time zone/g, 'timestamptz')
      .replace(/\binteger\b/g, 'int')
      .replace(/DEFAULT/g, 'default')
      .replace(/\bNULL\b/g, 'null')
      .replace(`'04:00:00'`, `'4 hours'`)
      .replace(`'01:00:00'`, `'1 hours'`);
  expect(signatures).toHaveLength(14);
  for (const { signature } of signatures) expect(files.text('README.md')).toContain(`| \`${short(signature)}\` |`);
});
