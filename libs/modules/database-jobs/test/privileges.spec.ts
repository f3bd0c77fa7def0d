import type { TestDatabase } from '@pgpm/testing';
import { failureOf } from '../../../spec-support/index.js';
import { addJob, addSchedule, completeJob, files, getJob, openDatabase, runSchedule, T1, T2 } from './support.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await openDatabase();
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

const denied = (what: string) => ({ code: '42501', message: `permission denied for ${what}` });
const tables = ['jobs', 'scheduled_jobs', 'job_queues'];

test('administrator runs jobs and schedules of all databases from start to end', async () => {
  await db.setContext({ role: 'administrator', 'jwt.claims.database_id': T1 });
  for (const db_id of [T1, T2]) {
    const { id } = await addSchedule(db, 's', { db_id, job_key: 'K', queue_name: 'q' });
    expect(await runSchedule(db, id)).toMatchObject({ database_id: db_id });
    const job = await getJob(db, 'worker-1');
    expect(await completeJob(db, 'worker-1', job.id)).toMatchObject({ database_id: db_id });
  }
  await db.query(`
    insert into app_jobs.jobs (database_id, task_identifier) values ('${T2}', 't');
    insert into app_jobs.scheduled_jobs (database_id, task_identifier, schedule_info) values ('${T2}', 's', '{}');`);
  for (const table of tables) await db.query(`delete from app_jobs.${table}`);
});

describe.each(['anonymous', 'authenticated'])('%s', (role) => {
  test('may not use the schema', async () => {
    await db.setContext({ role });
    for (const sql of [`add_job('${T1}', 't')`, `get_job('worker-1')`]) {
      expect(await failureOf(db, `select app_jobs.${sql}`)).toMatchObject(denied('schema app_jobs'));
    }
  });

  test('needs more than usage of the schema', async () => {
    await db.query(`grant usage on schema app_jobs to ${role}`);
    await db.setContext({ role });
    expect(await failureOf(db, `select app_jobs.add_job('${T1}', 't')`)).toMatchObject(denied('function add_job'));
    for (const table of tables) {
      expect(await failureOf(db, `select from app_jobs.${table}`)).toMatchObject(denied(`table ${table}`));
    }
  });

  test('with execute adds jobs and cannot read them', async () => {
    await db.query(`grant usage on schema app_jobs to ${role}; grant execute on function app_jobs.add_job to ${role}`);
    await db.setContext({ role });
    expect(await addJob(db, 't', { job_key: 'K' })).toMatchObject({ database_id: T1 });
    expect(await failureOf(db, 'select from app_jobs.jobs')).toMatchObject(denied('table jobs'));
  });
});

interface Routine {
  readonly signature: string;
  readonly definer: boolean;
  readonly config: string;
  readonly comment: string | null;
  readonly callers: readonly string[];
}

const routines = () =>
  db.any<Routine>(`
    select
      p.proname || '(' || pg_get_function_arguments(p.oid) || ')' as signature,
      p.prosecdef as definer,
      array_to_string(p.proconfig, ',') as config,
      obj_description(p.oid, 'pg_proc') as comment,
      (
        select array_agg(coalesce(r.rolname, 'public') order by 1)
        from aclexplode(p.proacl) as a left join pg_roles as r on r.oid = a.grantee
        where a.grantee <> p.proowner
      )::text[] as callers
    from pg_proc as p where p.pronamespace = 'app_jobs'::regnamespace order by p.proname`);

test('each of the 21 functions pins its search_path, has a comment, and is for administrator only', async () => {
  const all = await routines();
  expect(all).toHaveLength(21);
  for (const { config, comment, callers } of all) {
    expect(config).toContain('search_path=');
    expect(comment).not.toBeNull();
    expect(callers).toEqual(['administrator']);
  }
  const definers = all.filter(({ definer }) => definer);
  expect(definers.map(({ signature }) => signature.split('(')[0])).toEqual([
    'add_job',
    'add_scheduled_job',
    'tg_add_job_with_row',
    'tg_add_job_with_row_id',
    'trigger_job_with_fields',
  ]);
  for (const { config } of definers) expect(config).toBe('search_path=pg_catalog, pg_temp');
});

test('the README lists each function with the arguments that it has', async () => {
  const short = (signature: string): string =>
    signature
      .replace(/(DEFAULT \S+?)::(?:timestamp with time zone|[a-z]+)(?:\[\])?/g, '$1')
      .replace(/timestamp with time zone/g, 'timestamptz')
      .replace(/\binteger\b/g, 'int')
      .replace(/DEFAULT/g, 'default')
      .replace(/\bNULL\b/g, 'null')
      .replace(`'04:00:00'`, `'4 hours'`)
      .replace(`'01:00:00'`, `'1 hours'`);
  const readme = files.text('README.md');
  for (const { signature } of await routines()) expect(readme).toContain(`\`${short(signature)}\``);
});
