import type { TestDatabase } from '@pgpm/testing';
import { failureOf } from '../../../spec-support/index.js';
import { achieved, asUser, logStep, makeBronze, openDatabase, other, required, tallies, user } from './support.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await openDatabase();
});
afterAll(() => db.teardown());
beforeEach(async () => {
  await db.begin();
  await makeBronze(db);
  await logStep(db, 'post', 2);
  await logStep(db, 'post', 1, other);
});
afterEach(() => db.rollback());

const denied = { code: '42501' };

describe('authenticated', () => {
  beforeEach(() => asUser(db, user, 'authenticated'));

  test('sees its own tallies only, and what it misses', async () => {
    expect(await db.any('select user_id, count from status_public.user_achievements')).toEqual([
      { user_id: user, count: 2 },
    ]);
    expect(await required(db, 'bronze')).toEqual([
      { name: 'avatar', count: 1 },
      { name: 'post', count: 1 },
    ]);
    expect(await achieved(db, 'bronze')).toBe(false);
    expect(await required(db, 'bronze', other)).toMatchObject([{ name: 'avatar' }, { name: 'post', count: 3 }]);
  });

  test('changes no tally', async () => {
    const insert = `insert into status_public.user_achievements (user_id, name, count) values ('${user}', 'x', 9)`;
    expect(await failureOf(db, insert)).toMatchObject({
      ...denied,
      message: 'new row violates row-level security policy for table "user_achievements"',
    });
    expect(await db.any('update status_public.user_achievements set count = 9 returning id')).toEqual([]);
    expect(await db.any('delete from status_public.user_achievements returning id')).toEqual([]);
    const upsert = `select status_private.upsert_achievement('${user}', 'x', 9)`;
    expect(await failureOf(db, upsert)).toMatchObject(denied);
  });

  test.each(['user_steps', 'level_requirements', 'levels'])('writes nothing into %s', async (table) => {
    expect(await failureOf(db, `delete from status_public.${table}`)).toMatchObject(denied);
  });

  test('reads no log', async () => {
    expect(await failureOf(db, 'select from status_public.user_steps')).toMatchObject(denied);
  });
});

// Weakness 1 of the reference: anybody could award and wipe the achievements of anybody.
describe.each(['anonymous', 'authenticated', 'administrator'])('%s forges nothing', (role) => {
  test.each([
    `select status_private.user_completed_step('forged', '${other}')`,
    `select status_private.user_incompleted_step('post', '${other}')`,
  ])('%s', async (sql) => {
    for (const claim of [user, null, 'no uuid']) {
      await asUser(db, claim, role);
      expect(await failureOf(db, sql)).toMatchObject(denied);
    }
    await asUser(db, null);
    expect(await tallies(db, other)).toEqual({ post: 1 });
  });

  test('with a table of its own and the trigger of the log', async () => {
    await asUser(db, user, role);
    await db.query('create temp table mine (id uuid, user_id uuid, name text, count int)');
    const sql = `create trigger forge after insert on mine for each row
      execute function status_private.tg_update_achievements_tg()`;
    expect(await failureOf(db, sql)).toMatchObject(denied);
  });
});

test('a trigger on a table of its own awards another user nothing', async () => {
  await asUser(db, user, 'authenticated');
  await db.query(`
    create temp table mine (pic text, victim uuid);
    create trigger forge after insert on mine for each row
    execute function status_private.tg_achievement('pic', 'forged', 'victim')`);
  expect(await failureOf(db, `insert into mine values ('a', '${other}')`)).toMatchObject(denied);
});

test('objects in a temporary schema do not stand in for those of the module', async () => {
  await asUser(db, user, 'authenticated');
  await db.query(`
    create temp table user_steps (user_id uuid, name text, count int);
    create domain pg_temp.name as pg_catalog.name check (false);
    set local search_path = pg_temp, public;
    select status_private.user_completed_step('post');`);
  expect(await tallies(db)).toEqual({ post: 3 });
});

test('a function of somebody else does not lend its rights', async () => {
  await db.query(`create function public.detour() returns void language sql security definer
    as $$ select status_private.user_completed_step('forged', '${other}') $$`);
  await asUser(db, user, 'authenticated');
  expect(await failureOf(db, 'select public.detour()')).toMatchObject(denied);
});

test('the owner counts for everybody', async () => {
  await asUser(db, user);
  await db.query(`select status_private.user_completed_step('post', '${other}')`);
  expect(await tallies(db, other)).toEqual({ post: 2 });
});

test('anonymous sees the names of levels, and nothing else', async () => {
  await asUser(db, null, 'anonymous');
  expect(await db.any('select name from status_public.levels order by 1')).toEqual([
    { name: 'bronze' },
    { name: 'empty' },
  ]);
  for (const sql of [
    'select from status_public.user_achievements',
    'select from status_public.level_requirements',
    `select status_public.user_achieved('bronze')`,
  ]) {
    expect(await failureOf(db, sql)).toMatchObject(denied);
  }
});

test('a role that is no member of authenticated needs usage and select only', async () => {
  await db.query(`
    create role visitor;
    grant usage on schema status_public, status_private, jwt_public to visitor;
    grant select on status_public.levels, status_public.level_requirements to visitor;
    grant select, insert, update on status_public.user_achievements to visitor`);
  await asUser(db, user, 'visitor');
  expect(await required(db, 'bronze')).toMatchObject([{ name: 'avatar' }, { name: 'post', count: 1 }]);
  expect(await achieved(db, 'bronze')).toBe(false);
  await db.query(`
    create temp table mine (pic text);
    create trigger count after insert on mine for each row execute function status_private.tg_achievement('pic', 'pic')`);
  expect(await failureOf(db, `insert into mine values ('a')`)).toMatchObject({
    ...denied,
    message: 'permission denied for function user_completed_step',
  });
  expect(await failureOf(db, `select status_private.upsert_achievement('${user}', 'x', 9)`)).toMatchObject({
    ...denied,
    message: 'new row violates row-level security policy for table "user_achievements"',
  });
});

test('each function has its callers, a comment, a pinned path and the rights that it needs', async () => {
  const routines = await db.any<{ line: string; comment: string | null; pinned: boolean }>(`
    select
      concat_ws(' ', p.oid::regprocedure::text, p.provolatile, case when p.prosecdef then 'definer' end, (
        select string_agg(coalesce(r.rolname, 'public'), ',' order by coalesce(r.rolname, 'public'))
        from aclexplode(p.proacl) as a left join pg_roles as r on r.oid = a.grantee where a.grantee <> p.proowner
      )) as line,
      obj_description(p.oid, 'pg_proc') as comment,
      array_to_string(p.proconfig, ',') like '%search_path=%' as pinned
    from pg_proc as p join pg_namespace as n on n.oid = p.pronamespace
    where n.nspname in ('status_public', 'status_private') order by n.nspname, p.proname`);
  for (const { comment, pinned } of routines) expect([comment === null, pinned]).toEqual([false, true]);
  expect(routines.map(({ line }) => line)).toEqual([
    'status_private.check_user(uuid) s',
    'status_private.count_step(text[],oid,text,record,record,boolean,boolean) v authenticated,public',
    'status_private.tg_achievement() v authenticated,public',
    'status_private.tg_achievement_boolean() v authenticated,public',
    'status_private.tg_achievement_toggle() v authenticated,public',
    'status_private.tg_achievement_toggle_boolean() v authenticated,public',
    'status_private.tg_update_achievements_tg() v definer',
    'status_private.upsert_achievement(uuid,text,integer) v authenticated,public',
    'status_private.user_completed_step(text,uuid) v definer authenticated',
    'status_private.user_incompleted_step(text,uuid) v definer authenticated',
    'status_public.steps_required(text,uuid) s authenticated,public',
    'status_public.user_achieved(text,uuid) s authenticated,public',
  ]);
});

test('what the trigger functions call counts for nobody else either', async () => {
  await db.query(`
    create table public.pets (name text, keeper uuid, nickname text);
    grant select on public.pets to authenticated;
    insert into public.pets values ('Rex', '${other}', null)`);
  await asUser(db, user, 'authenticated');
  const count = (toggles: boolean, name: string): string =>
    `select status_private.count_step('[0:2]={${name},forged,keeper}', 'public.pets'::regclass, 'INSERT', p, p, false, ${toggles})
     from public.pets as p`;
  const refusal = { ...denied, message: `permission denied for the steps of user ${other}` };
  expect(await failureOf(db, count(false, 'name'))).toMatchObject(refusal);
  expect(await failureOf(db, count(true, 'nickname'))).toMatchObject(refusal);
  expect(await failureOf(db, `select status_private.check_user('${other}')`)).toMatchObject({
    ...denied,
    message: 'permission denied for function check_user',
  });
});
