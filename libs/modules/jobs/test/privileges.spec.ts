import type { TestDatabase } from '@pgpm/testing';
import { failureOf } from '../../../spec-support/index.js';
import {
  addJob,
  addSchedule,
  call,
  callAll,
  completeJob,
  failJob,
  getJob,
  openDatabase,
  runSchedule,
} from './support.js';
import type { Job, Schedule } from './support.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await openDatabase();
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

const tables = ['jobs', 'scheduled_jobs', 'job_queues'];
const denied = (what: string) => ({ code: '42501', message: `permission denied for ${what}` });

describe('administrator', () => {
  beforeEach(() => db.setContext({ role: 'administrator' }));

  test('runs a job from start to end', async () => {
    const { id } = await addJob(db, 't', { queue_name: 'q', job_key: 'K' });
    await addJob(db, 't', { queue_name: 'q', job_key: 'K' });
    expect(await getJob(db, 'worker-1')).toMatchObject({ id });
    await addJob(db, 't', { queue_name: 'r', job_key: 'K' });
    expect(await failJob(db, 'worker-1', id, 'broken')).toMatchObject({ id });
    const next = await getJob(db, 'worker-1');
    expect(await completeJob(db, 'worker-1', next.id)).toMatchObject({ queue_name: 'r' });
    await db.query(`select app_jobs.release_jobs('worker-1')`);
    for (const name of ['reschedule_jobs', 'permanently_fail_jobs', 'complete_jobs']) {
      expect(await callAll(db, name, { job_ids: [id] })).toMatchObject([{ id }]);
    }
  });

  test('runs a schedule from start to end', async () => {
    const { id } = await addSchedule(db, 's');
    expect(await call<Schedule>(db, 'get_scheduled_job', { worker_id: 'worker-1' })).toMatchObject({ id });
    expect(await runSchedule(db, id)).toMatchObject({ task_identifier: 's' });
    await db.query(`select app_jobs.release_scheduled_jobs('worker-1')`);
  });

  test('inserts, updates and deletes rows of all tables', async () => {
    await db.query(`
      insert into app_jobs.jobs (task_identifier) values ('t');
      insert into app_jobs.scheduled_jobs (task_identifier, schedule_info) values ('s', '{}');
      update app_jobs.jobs set queue_name = 'q';
      update app_jobs.scheduled_jobs set priority = 1;
      update app_jobs.job_queues set locked_by = null;
    `);
    for (const table of tables) await db.query(`delete from app_jobs.${table}`);
    expect(await db.any<Job>('select * from app_jobs.jobs')).toEqual([]);
  });

  test.each(tables)('may not truncate %s', async (table) => {
    expect(await failureOf(db, `truncate app_jobs.${table}`)).toMatchObject(denied(`table ${table}`));
  });

  test('gets new functions of the schema as well', async () => {
    await db.setContext({ role: 'none' });
    await db.query(`create function app_jobs.later() returns int language sql return 1`);
    await db.setContext({ role: 'administrator' });
    expect(await db.one('select app_jobs.later() as one')).toEqual({ one: 1 });
  });
});

describe.each(['anonymous', 'authenticated'])('%s', (role) => {
  test.each([`select app_jobs.add_job('t')`, `select app_jobs.get_job('worker-1')`, 'select * from app_jobs.jobs'])(
    'cannot %s',
    async (sql) => {
      await db.setContext({ role });
      expect(await failureOf(db, sql)).toMatchObject(denied('schema app_jobs'));
    },
  );

  test('needs more than usage of the schema', async () => {
    await db.query(`grant usage on schema app_jobs to ${role}`);
    await db.setContext({ role });
    expect(await failureOf(db, `select app_jobs.add_job('t')`)).toMatchObject(denied('function add_job'));
    expect(await failureOf(db, 'select * from app_jobs.jobs')).toMatchObject(denied('table jobs'));
  });

  test('with execute adds jobs and cannot read them', async () => {
    await db.query(`
      grant usage on schema app_jobs to ${role};
      grant execute on function app_jobs.add_job to ${role};
    `);
    await db.setContext({ role });
    expect(await addJob(db, 't', { job_key: 'K' })).toMatchObject({ task_identifier: 't' });
    expect(await failureOf(db, 'select * from app_jobs.jobs')).toMatchObject(denied('table jobs'));
    expect(await failureOf(db, `select app_jobs.get_job('worker-1')`)).toMatchObject(denied('function get_job'));
  });

  test('changes application tables whose triggers add jobs', async () => {
    await db.query(`
      create schema shop;
      create table shop.pet (id int, name text);
      create trigger a after insert on shop.pet for each row execute function app_jobs.tg_add_job_with_row_id('a');
      create trigger b after insert on shop.pet for each row execute function app_jobs.tg_add_job_with_row('b');
      create trigger c after insert on shop.pet for each row execute function app_jobs.trigger_job_with_fields('c', 'id');
      grant usage on schema shop to ${role};
      grant insert on shop.pet to ${role};
    `);
    await db.setContext({ role });
    await db.query(`insert into shop.pet values (1, 'rex')`);
    await db.setContext({ role: 'none' });
    const jobs = await db.any('select task_identifier, payload from app_jobs.jobs order by task_identifier');
    expect(jobs).toEqual([
      { task_identifier: 'a', payload: { id: 1 } },
      { task_identifier: 'b', payload: { id: 1, name: 'rex' } },
      { task_identifier: 'c', payload: { id: '1' } },
    ]);
  });
});

describe('every function', () => {
  interface Routine {
    readonly name: string;
    readonly definer: boolean;
    readonly volatility: string;
    readonly config: string;
    readonly comment: string | null;
    readonly callers: readonly string[];
  }
  const routines = () =>
    db.any<Routine>(`
      select
        p.proname as name,
        p.prosecdef as definer,
        p.provolatile::text as volatility,
        array_to_string(p.proconfig, ',') as config,
        obj_description(p.oid, 'pg_proc') as comment,
        (
          select array_agg(coalesce(r.rolname, 'public') order by 1)
          from aclexplode(p.proacl) as a
          left join pg_roles as r on r.oid = a.grantee
          where a.grantee <> p.proowner
        )::text[] as callers
      from pg_proc as p
      where p.pronamespace = 'app_jobs'::regnamespace
      order by 1
    `);

  test('exists once, pins its search_path, has a comment, and is for administrator only', async () => {
    const all = await routines();
    expect(new Set(all.map(({ name }) => name)).size).toBe(21);
    expect(all).toHaveLength(21);
    for (const { config, comment, callers } of all) {
      expect(config).toContain('search_path=');
      expect(comment).not.toBeNull();
      expect(callers).toEqual(['administrator']);
    }
    expect(all.filter(({ volatility }) => volatility !== 'v').map(({ name }) => name)).toEqual(['untrusted_columns']);
  });

  test('that runs with the rights of its owner is known', async () => {
    const definers = (await routines()).filter(({ definer }) => definer);
    expect(definers.map(({ name }) => name)).toEqual([
      'add_job',
      'add_scheduled_job',
      'tg_add_job_with_row',
      'tg_add_job_with_row_id',
      'trigger_job_with_fields',
    ]);
    for (const { config } of definers) expect(config).toBe('search_path=pg_catalog, pg_temp');
  });
});
