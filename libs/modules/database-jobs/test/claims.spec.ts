import type { TestDatabase } from '@pgpm/testing';
import { failureOf, noticesOf } from '../../../spec-support/index.js';
import { addJob, addSchedule, getJob, openDatabase, T1, T2 } from './support.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await openDatabase();
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

const claim = 'jwt.claims.database_id';
const databases = (table = 'jobs') =>
  db.any(`select database_id, task_identifier from app_jobs.${table} order by database_id, id`);

describe('triggers of application tables', () => {
  beforeEach(async () => {
    await db.query(`
      create schema shop;
      create table shop.pet (id int, name text);
      create trigger a after insert on shop.pet for each row execute function app_jobs.tg_add_job_with_row_id('a');
      create trigger b after insert on shop.pet for each row execute function app_jobs.tg_add_job_with_row('b');
      create trigger c after insert on shop.pet for each row execute function app_jobs.trigger_job_with_fields('c', 'name');
      grant usage on schema shop to anonymous, authenticated;
      grant insert on shop.pet to anonymous, authenticated;`);
  });

  test.each(['none', 'anonymous', 'authenticated', 'administrator'])(
    'add jobs of the database that the request names, as %s',
    async (role) => {
      await db.setContext({ role, [claim]: T2 });
      await db.query(`insert into shop.pet values (1, 'a')`);
      await db.setContext({ role: 'none' });
      expect(await db.any('select database_id, payload::text as payload from app_jobs.jobs order by id')).toEqual([
        { database_id: T2, payload: '{"id" : 1}' },
        { database_id: T2, payload: '{"id":1,"name":"a"}' },
        { database_id: T2, payload: '{"name" : "a"}' },
      ]);
    },
  );

  test.each(['', 'T1', '0b0b0b0b'])('refuse the change of the row when the claim is %j', async (value) => {
    await db.setContext({ [claim]: value });
    expect(await failureOf(db, `insert into shop.pet values (1, 'a')`)).toMatchObject({
      code: '23502',
      message: 'DATABASE_ID_REQUIRED',
      column: 'database_id',
    });
    expect(await databases()).toEqual([]);
  });

  test('say when a claim is no uuid', async () => {
    await db.query(`set local jwt.claims.database_id = 'T1'; create table called (); create trigger a after insert on called
      for each row execute function app_jobs.tg_add_job_with_row('a')`);
    const sql = `do $$ begin insert into called default values; exception when not_null_violation then null; end $$`;
    expect(await noticesOf(db, sql)).toContain('NOTICE: Invalid UUID value');
  });
});

describe('a caller that may add jobs', () => {
  beforeEach(() =>
    db.query(`
      grant usage on schema app_jobs to authenticated;
      grant execute on function app_jobs.add_job, app_jobs.add_scheduled_job to authenticated;`),
  );
  const forged = [`app_jobs.add_job('${T2}', 't')`, `app_jobs.add_scheduled_job('${T2}', 's', job_key := 'K')`];

  test('adds them to the database that its request names', async () => {
    await db.setContext({ role: 'authenticated', [claim]: T1 });
    expect(await addJob(db, 't', { db_id: T1 })).toMatchObject({ database_id: T1 });
    expect(await addSchedule(db, 's', { db_id: T1 })).toMatchObject({ database_id: T1 });
  });

  test.each(forged)('and to no other: %s', async (call) => {
    await db.setContext({ role: 'authenticated', [claim]: T1 });
    expect(await failureOf(db, `select ${call}`)).toMatchObject({
      code: '42501',
      message: `permission denied for database ${T2}`,
    });
  });

  test.each(forged)('and to none when the claim is no uuid: %s', async (call) => {
    await db.setContext({ role: 'authenticated', [claim]: 'everything' });
    expect(await failureOf(db, `select ${call}`)).toMatchObject({ code: '42501' });
  });

  test('takes over no job by its key', async () => {
    const { id } = await addJob(db, 'victim', { db_id: T2, job_key: 'K' });
    await db.setContext({ role: 'authenticated', [claim]: T1 });
    await addJob(db, 'attacker', { db_id: T1, job_key: 'K' });
    await db.setContext({ role: 'none' });
    expect(await databases()).toEqual([
      { database_id: T1, task_identifier: 'attacker' },
      { database_id: T2, task_identifier: 'victim' },
    ]);
    expect(await getJob(db, 'worker-1', { db_id: T2 })).toMatchObject({ id });
  });

  test('is the role of the session, also inside of a function of somebody else', async () => {
    await db.query(`
      create function public.detour() returns void language sql security definer
      as $$ select app_jobs.add_job('${T2}', 't') $$;`);
    await db.setContext({ role: 'authenticated', [claim]: T1 });
    expect(await failureOf(db, 'select public.detour()')).toMatchObject({ code: '42501' });
  });

  test('may be a login role that is nobody else', async () => {
    await db.query(`create role app_jobs_test_login; grant authenticated to app_jobs_test_login`);
    await db.setContext({ [claim]: T1 });
    await db.query('set local session authorization app_jobs_test_login');
    for (const call of forged) expect(await failureOf(db, `select ${call}`)).toMatchObject({ code: '42501' });
    await db.query('set local session authorization default');
  });

  test.each(['administrator', 'none'])('adds jobs to any database as %s', async (role) => {
    await db.setContext({ role, [claim]: T1 });
    await addJob(db, 't', { db_id: T2 });
    await addSchedule(db, 's', { db_id: T2 });
    expect(await databases()).toEqual([{ database_id: T2, task_identifier: 't' }]);
  });

  test('adds jobs to any database when the request names none', async () => {
    await db.setContext({ role: 'authenticated', [claim]: '' });
    expect(await addJob(db, 't', { db_id: T2 })).toMatchObject({ database_id: T2 });
  });
});

describe.each(['jobs', 'scheduled_jobs', 'job_queues'])('row level security of %s', (table) => {
  beforeEach(async () => {
    for (const db_id of [T1, T2]) {
      await addJob(db, 't', { db_id, queue_name: 'q' });
      await addSchedule(db, 't', { db_id });
    }
    await db.query(`
      grant usage on schema app_jobs to authenticated;
      grant select, insert, update, delete on app_jobs.jobs, app_jobs.scheduled_jobs, app_jobs.job_queues to authenticated;
      grant usage on all sequences in schema app_jobs to authenticated;
      grant execute on all functions in schema app_jobs to authenticated;`);
  });
  const select = `select database_id from app_jobs.${table}`;

  test('shows a role that was granted everything its database only', async () => {
    await db.setContext({ role: 'authenticated', [claim]: T1 });
    expect(await db.any(select)).toEqual([{ database_id: T1 }]);
    expect(await db.any(`update app_jobs.${table} set locked_by = 'mine' returning database_id`)).toEqual([
      { database_id: T1 },
    ]);
    expect(await failureOf(db, `update app_jobs.${table} set database_id = '${T2}'`)).toMatchObject({ code: '42501' });
    expect(await db.any(`delete from app_jobs.${table} returning database_id`)).toEqual([{ database_id: T1 }]);
    await db.setContext({ role: 'none' });
    expect(await db.any(select)).toEqual([{ database_id: T2 }]);
  });

  test('shows nothing without a claim', async () => {
    await db.setContext({ role: 'authenticated', [claim]: '' });
    expect(await db.any(select)).toEqual([]);
  });

  test('keeps the functions within the database', async () => {
    await db.setContext({ role: 'authenticated', [claim]: T1 });
    expect(await getJob(db, 'worker-1')).toMatchObject({ database_id: T1 });
    expect(await getJob(db, 'worker-1')).toMatchObject({ id: null });
    expect(await db.any(`select database_id from app_jobs.get_scheduled_job('worker-1', null, null, '${T2}')`)).toEqual(
      [{ database_id: null }],
    );
    const ids = `(select array_agg(i) from generate_series(0, 1000) as i)`;
    for (const name of ['reschedule_jobs', 'permanently_fail_jobs', 'complete_jobs']) {
      const changed = await db.any<{ database_id: string }>(`select database_id from app_jobs.${name}(${ids})`);
      expect(changed.filter(({ database_id }) => database_id !== T1)).toEqual([]);
    }
  });

  test('lets administrator, and who inherits from it, serve all databases', async () => {
    await db.query('create role app_jobs_test_worker; grant administrator to app_jobs_test_worker');
    for (const role of ['administrator', 'app_jobs_test_worker']) {
      await db.setContext({ role, [claim]: T1 });
      expect(await db.any(select)).toHaveLength(2);
    }
    expect(await getJob(db, 'worker-1')).toMatchObject({ database_id: T1 });
    expect(await getJob(db, 'worker-2')).toMatchObject({ database_id: T2 });
  });
});
