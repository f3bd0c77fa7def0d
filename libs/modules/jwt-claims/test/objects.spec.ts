import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import { failureOf } from '../../../spec-support/index.js';
import { files } from './support.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase({ module: 'jwt-claims' });
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

const schemas = ['jwt_public', 'jwt_private', 'ctx'];

test('the functions have the results and properties of their contract, and comments', async () => {
  const rows = await db.any<{ signature: string; comment: string | null }>(
    `select p.oid::regprocedure::text || ' ' || pg_catalog.pg_get_function_result(p.oid) || ' '
         || p.provolatile::text || p.proparallel::text as signature,
       pg_catalog.obj_description(p.oid, 'pg_proc') as comment
     from pg_catalog.pg_proc as p
     where p.pronamespace = any ($1::regnamespace[]) and not p.prosecdef and not p.proisstrict order by 1`,
    [schemas],
  );
  expect(rows.map(({ signature }) => signature)).toEqual([
    'ctx.ip_address() inet ss',
    'ctx.is_security_definer() boolean ss',
    'ctx.origin() origin ss',
    'ctx.security_definer() text ss',
    'ctx.uagent() text ss',
    'ctx.uid() uuid ss',
    'jwt_private.current_database_id() uuid ss',
    'jwt_private.current_token_id() uuid ss',
    'jwt_public.current_group_ids() uuid[] su',
    'jwt_public.current_ip_address() inet su',
    'jwt_public.current_origin() origin ss',
    'jwt_public.current_user_agent() text ss',
    'jwt_public.current_user_id() uuid ss',
  ]);
  expect(rows.filter(({ comment }) => comment === null)).toEqual([]);
});

test.each(['authenticated', 'anonymous'])('%s may call everything, and create nothing', async (role) => {
  await db.setContext({ role });
  await db.query(`select jwt_public.current_user_id(), jwt_public.current_ip_address(), jwt_public.current_user_agent(),
    jwt_public.current_group_ids(), jwt_private.current_database_id(), jwt_private.current_token_id(),
    ctx.uid(), ctx.ip_address(), ctx.uagent(), ctx.origin(), jwt_public.current_origin(), ctx.security_definer(), ctx.is_security_definer()`);
  for (const schema of schemas) {
    expect(await failureOf(db, `create function ${schema}.f() returns int language sql return 1`)).toMatchObject({
      code: '42501',
    });
  }
});

test('other roles may not use the schemas', async () => {
  await db.query('create role jwt_test_visitor');
  await db.setContext({ role: 'jwt_test_visitor' });
  for (const name of ['jwt_public.current_user_id', 'jwt_private.current_database_id', 'ctx.uid']) {
    expect(await failureOf(db, `select ${name}()`)).toMatchObject({ code: '42501' });
  }
});

test('both roles keep their rights where the owner withholds them from everybody by default', async () => {
  for (const { name } of [...files.changes()].reverse()) await db.query(files.script('revert', name));
  await db.query('alter default privileges revoke execute on functions from public');
  for (const { name } of files.changes()) await db.query(files.script('deploy', name));
  for (const { name } of files.changes()) await db.query(files.script('verify', name));
  await db.query('create function jwt_public.later() returns int language sql return 1');
  await db.setContext({ role: 'anonymous' });
  await db.query('select jwt_public.current_user_id(), jwt_private.current_database_id(), ctx.uid()');
  expect(await failureOf(db, 'select jwt_public.later()')).toMatchObject({ code: '42501' });
  await db.setContext({ role: 'authenticated' });
  expect(await db.one('select jwt_public.later() as result')).toEqual({ result: 1 });
});

test('nothing depends on the search_path', async () => {
  await db.query(`
    create schema elsewhere;
    create function elsewhere.current_setting(text, boolean) returns text language sql return 'wrong';
    create function elsewhere.btrim(text) returns text language sql return 'wrong';
    set local search_path = elsewhere, pg_catalog`);
  await db.setContext({ 'jwt.claims.ip_address': '::1', 'jwt.claims.user_agent': 'curl/8' });
  expect(await db.one('select jwt_public.current_ip_address() as ip, ctx.uagent() as agent')).toEqual({
    ip: '::1',
    agent: 'curl/8',
  });
});

test('the user of a policy is found by index, with a parallel plan where it scans', async () => {
  await db.query(`
    create table public.notes (owner uuid, body text);
    insert into public.notes select gen_random_uuid(), repeat('x', 100) from generate_series(1, 20000);
    create index notes_owner_idx on public.notes (owner);
    analyze public.notes;
    set local parallel_setup_cost = 0; set local parallel_tuple_cost = 0; set local min_parallel_table_scan_size = 0`);
  const byOwner = 'select * from public.notes where owner =';
  for (const user of ['jwt_public.current_user_id()', 'ctx.uid()']) {
    expect((await db.explain(`${byOwner} ${user}`)).usesIndex('notes_owner_idx')).toBe(true);
    const scan = await db.explain(`select count(*) from public.notes where ${user} is null`, [], { analyze: true });
    expect(scan.has('Gather')).toBe(true);
  }
});
