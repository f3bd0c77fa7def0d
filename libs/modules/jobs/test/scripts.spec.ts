import type { TestDatabase } from '@pgpm/testing';
import { failureOf, openDatabase, planChanges, readScript, readText } from './support.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await openDatabase();
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

const names = planChanges().map(({ name }) => name);

/** Everything in schema app_jobs, with definitions, privileges and comments. */
const catalog = (): Promise<unknown[]> =>
  db.any(`
    select 'relation' as kind, c.relname as name, c.relkind::text as detail, obj_description(c.oid, 'pg_class') as comment,
      array(select a::text from aclexplode(c.relacl) as a order by 1) as privileges
    from pg_class as c where c.relnamespace = to_regnamespace('app_jobs')
    union all
    select 'column', a.attrelid::regclass::text || '.' || a.attname,
      a.atttypid::regtype::text || ' ' || a.attnotnull || coalesce(pg_get_expr(d.adbin, d.adrelid), ''),
      col_description(a.attrelid, a.attnum), null
    from pg_attribute as a
    join pg_class as c on c.oid = a.attrelid and c.relkind = 'r' and c.relnamespace = to_regnamespace('app_jobs')
    left join pg_attrdef as d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attnum > 0 and not a.attisdropped
    union all
    select 'constraint', conname, pg_get_constraintdef(oid), null, null
    from pg_constraint where connamespace = to_regnamespace('app_jobs')
    union all
    select 'index', indexname, indexdef, null, null from pg_indexes where schemaname = 'app_jobs'
    union all
    select 'trigger', tgname, pg_get_triggerdef(oid), null, null from pg_trigger where tgrelid in (
      select oid from pg_class where relnamespace = to_regnamespace('app_jobs')
    )
    union all
    select 'function', oid::regprocedure::text, pg_get_functiondef(oid), obj_description(oid, 'pg_proc'),
      array(select a::text from aclexplode(proacl) as a order by 1)
    from pg_proc where pronamespace = to_regnamespace('app_jobs')
    order by 1, 2
  `);

test('the plan has the documented changes, and each script names its change and what it requires', () => {
  expect(names).toHaveLength(35);
  for (const { name, requires } of planChanges()) {
    const header = readScript('deploy', name).split('\n\n', 1)[0];
    expect(header).toBe(
      [`-- Deploy pgpm-jobs:${name} to pg`, ...requires.map((reference) => `-- requires: ${reference}`)].join('\n'),
    );
    expect(readScript('revert', name)).toMatch(`-- Revert pgpm-jobs:${name} from pg\n\n`);
    expect(readScript('verify', name)).toMatch(`-- Verify pgpm-jobs:${name} on pg\n\n`);
    expect(readScript('revert', name)).not.toMatch(/\b(cascade|if exists)\b/i);
  }
});

test('the module needs no extension but plpgsql', () => {
  expect(readText('pgpm-jobs.control')).toContain(`requires = 'plpgsql, pgpm-default-roles, pgpm-verify'`);
});

test('verify fails without its change, revert leaves nothing behind, and a new deploy builds the same', async () => {
  const before = await catalog();
  for (const change of [...names].reverse()) {
    await db.query(readScript('verify', change));
    await db.query(readScript('revert', change));
    await failureOf(db, readScript('verify', change));
  }
  expect(await catalog()).toEqual([]);
  const leftovers = `
    select from pg_catalog.pg_default_acl where defaclnamespace <> 0
    union all
    select from pg_catalog.pg_namespace where nspname = 'app_jobs'`;
  expect(await db.any(leftovers)).toEqual([]);

  for (const change of names) {
    await failureOf(db, readScript('verify', change));
    await db.query(readScript('deploy', change));
    await db.query(readScript('verify', change));
  }
  expect(await catalog()).toEqual(before);
});

test('verify scripts write nothing', async () => {
  for (const change of names) await db.query(readScript('verify', change));
  expect(await db.one('select pg_catalog.pg_current_xact_id_if_assigned() as id')).toEqual({ id: null });
});

const grants = (table: string) =>
  `schemas/app_jobs/tables/${table}/grants/grant_select_insert_update_delete_to_administrator`;

test.each([
  ['schemas/app_jobs/schema', 'revoke usage on schema app_jobs from administrator'],
  [
    'schemas/app_jobs/schema',
    'alter default privileges in schema app_jobs revoke execute on functions from administrator',
  ],
  [grants('jobs'), 'revoke update on app_jobs.jobs from administrator'],
  [grants('jobs'), 'revoke usage on sequence app_jobs.jobs_id_seq from administrator'],
  [grants('scheduled_jobs'), 'revoke delete on app_jobs.scheduled_jobs from administrator'],
  [grants('scheduled_jobs'), 'revoke usage on sequence app_jobs.scheduled_jobs_id_seq from administrator'],
  [grants('job_queues'), 'revoke insert on app_jobs.job_queues from administrator'],
  ['schemas/app_jobs/procedures/get_job', 'revoke execute on function app_jobs.get_job from administrator'],
  ['schemas/app_jobs/procedures/fail_job', 'alter function app_jobs.fail_job strict'],
  ['schemas/app_jobs/procedures/add_job', 'alter function app_jobs.add_job reset search_path'],
  ['schemas/app_jobs/triggers/tg_add_job_with_row', 'alter function app_jobs.tg_add_job_with_row security invoker'],
  [
    'schemas/app_jobs/tables/jobs/triggers/notify_worker',
    'alter table app_jobs.jobs disable trigger _900_notify_worker',
  ],
])('verify of %s notices: %s', async (change, damage) => {
  await db.query(readScript('verify', change));
  await db.query(damage);
  await failureOf(db, readScript('verify', change));
});
