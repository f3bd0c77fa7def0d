import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import { failureOf } from '../../../spec-support/index.js';
import { files, notes } from './support.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase({ module: 'stamps' });
});
afterAll(() => db.teardown());
beforeEach(async () => {
  await db.begin();
  await db.query(notes);
});
afterEach(() => db.rollback());

describe.each(['timestamps', 'peoplestamps'])('stamps.%s', (name) => {
  test.each([
    ['before delete', 'row', 'delete from public.notes'],
    ['after insert', 'row', 'insert into public.notes default values'],
    ['after update', 'row', `update public.notes set body = ''`],
    ['before insert', 'statement', 'insert into public.notes default values'],
    ['before truncate', 'statement', 'truncate public.notes'],
  ])('refuses to run %s for each %s', async (event, level, statement) => {
    await db.query(`
      insert into public.notes (body) values ('one');
      create trigger wrong ${event} on public.notes for each ${level} execute function stamps.${name}()`);
    expect(await failureOf(db, statement)).toMatchObject({
      code: '39P01',
      message: `stamps.${name}() must be fired before insert or update for each row, by trigger "wrong" on public.notes`,
    });
    expect(await db.any('select body from public.notes')).toEqual([{ body: 'one' }]);
  });

  test('is not for calls', async () => {
    expect(await failureOf(db, `select stamps.${name}()`)).toMatchObject({ code: '0A000' });
  });
});

test.each([
  ['timestamps', 'created_at'],
  ['timestamps', 'updated_at'],
  ['peoplestamps', 'created_by'],
  ['peoplestamps', 'updated_by'],
])('%s names the column %s that a table lacks', async (name, column) => {
  await db.query(`alter table public.notes drop column ${column}`);
  expect(await failureOf(db, 'insert into public.notes default values')).toMatchObject({
    code: '42703',
    message: `record "new" has no field "${column}"`,
    where: expect.stringContaining(`stamps.${name}()`) as unknown,
  });
});

test('functions that triggers use are not dropped', async () => {
  expect(await failureOf(db, files.script('revert', 'schemas/stamps/procedures/utils'))).toMatchObject({
    code: '2BP01',
  });
});

test('nothing depends on the search_path', async () => {
  await db.query(`
    create schema elsewhere;
    create function elsewhere.now() returns timestamptz language sql return '2000-01-01'::timestamptz;
    set local search_path = elsewhere, pg_catalog;
    insert into public.notes default values`);
  expect(await db.one('select created_at = pg_catalog.now() as right from public.notes')).toEqual({ right: true });
});

test('the functions have their contract: trigger functions of the caller, for both roles of requests', async () => {
  expect(
    await db.any(
      `select p.proname::text as name, p.prorettype::regtype::text as result, p.provolatile::text as volatility,
         p.prosecdef as definer, pg_catalog.obj_description(p.oid, 'pg_proc') is not null as commented,
         pg_catalog.has_function_privilege('anonymous', p.oid, 'execute')
           and pg_catalog.has_function_privilege('authenticated', p.oid, 'execute') as callable
       from pg_catalog.pg_proc as p where p.pronamespace = 'stamps'::regnamespace order by 1`,
    ),
  ).toEqual(
    ['peoplestamps', 'timestamps'].map((name) => ({
      name,
      result: 'trigger',
      volatility: 'v',
      definer: false,
      commented: true,
      callable: true,
    })),
  );
  await db.query('create role stamps_test_visitor');
  expect(await db.one(`select has_schema_privilege('stamps_test_visitor', 'stamps', 'usage') as usage`)).toEqual({
    usage: false,
  });
  await db.setContext({ role: 'authenticated' });
  expect(await failureOf(db, 'create table stamps.t ()')).toMatchObject({ code: '42501' });
});
