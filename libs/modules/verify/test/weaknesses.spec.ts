import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import { failureOf } from '../../../spec-support/index.js';
import { fixture, unique } from './support.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase({ module: 'verify' });
});
afterAll(() => db.teardown());
beforeEach(async () => {
  await db.begin();
  await db.query(fixture());
});
afterEach(() => db.rollback());

const isTrue = async (call: string): Promise<void> =>
  expect(await db.one(`select public.${call} as result`)).toEqual({ result: true });
const raises = async (call: string, expected: Record<string, unknown>): Promise<void> =>
  expect(await failureOf(db, `select public.${call}`)).toMatchObject(expected);

test.each(['truncate spec.vt', 'cluster spec.vt using vt_pkey', 'alter table spec.vt alter n type bigint'])(
  '`%s` does not hide a policy',
  async (rewrite) => {
    await db.query(rewrite);
    await isTrue("verify_policy('p1', 'spec.vt')");
  },
);

test('a prepared verify_table notices the drop', async () => {
  await db.query('set local plan_cache_mode = force_generic_plan');
  await db.query(`prepare check_${unique} as select public.verify_table('spec.vt') as result`);
  expect(await db.one(`execute check_${unique}`)).toEqual({ result: true });
  await db.query('drop table spec.vt');
  expect(await failureOf(db, `execute check_${unique}`)).toMatchObject({ code: 'P0001' });
  await db.query(`deallocate check_${unique}`);
});

test('a check sees what the same transaction made', async () => {
  await db.query("do $$ begin create table spec.fresh (id int); perform public.verify_table('spec.fresh'); end $$");
});

test('checks that read catalogs are stable, and the readers of names immutable', async () => {
  const rows = await db.any<{ proname: string; provolatile: string }>(
    `select proname, provolatile from pg_catalog.pg_proc
     where pronamespace = 'public'::regnamespace and proname ~ '^(get|list|verify)_' order by proname`,
  );
  expect(rows).toHaveLength(20);
  for (const { proname, provolatile } of rows) {
    expect([proname, provolatile]).toEqual([proname, proname.startsWith('get_') ? 'i' : 's']);
  }
});

test.each(["verify_trigger('uuids.trg1')", "verify_trigger('trg1')", "verify_type('int4')", "verify_type('uuids.en')"])(
  '%s needs the schema of the object itself',
  (call) => raises(call, { code: 'P0001' }),
);

test('names of more than two parts are refused', async () => {
  const error = { code: '22023', message: 'string is not a valid identifier: "spec.vt.x"' };
  await raises("verify_table('spec.vt.x')", error);
  await raises("verify_constraint('spec.vt.x', 'pos')", error);
  await raises("verify_function('spec.vt.x')", error);
});

test('an extension that is only available is not installed', async () => {
  await isTrue("verify_extension('citext')");
  await raises("verify_extension_installed('citext')", {
    code: 'P0001',
    message: 'Nonexistent extension --> citext',
    hint: 'Please check',
  });
  await db.query('create extension citext');
  await isTrue("verify_extension_installed('citext')");
});

test('a role reachable twice is listed once', async () => {
  const rows = await db.any<{ rolname: string }>('select * from public.list_memberships($1) order by 1', [
    `m1_${unique}`,
  ]);
  expect(rows.map(({ rolname }) => rolname)).toEqual(['m1', 'm2', 'm3'].map((name) => `${name}_${unique}`));
  expect(await db.any("select * from public.list_memberships('nobody')")).toEqual([]);
});

describe('a caller with an empty search_path', () => {
  test.each([
    "verify_table('spec.vt')",
    "verify_index('spec.vt', 'vt_n')",
    'verify_membership(current_user, current_user)',
    "verify_constraint('spec.vt', 'pos')",
    "verify_function('spec.f(int)')",
  ])('can use %s', async (call) => {
    await db.query("set local search_path = ''");
    await isTrue(call);
  });
});

describe('an unqualified name', () => {
  test('means public, whatever the search_path is', async () => {
    await db.query('create table public.here (id int primary key); set local search_path = spec');
    await isTrue("verify_table('here')");
    await raises("verify_table('vt')", { code: 'P0001' });
    await raises("verify_index('vt', 'vt_n')", { code: 'P0001' });
  });

  test('follows the search_path in verify_constraint', async () => {
    await raises("verify_constraint('vt', 'pos')", { code: 'P0001' });
    await db.query('set local search_path = spec');
    await isTrue("verify_constraint('vt', 'pos')");
  });
});

test('verify_constraint uses no operator of the search_path', async () => {
  await db.query(`
    create schema evil;
    create function evil.eq(name, text) returns boolean language plpgsql as 'begin raise exception ''called''; end';
    create operator evil.= (leftarg = name, rightarg = text, function = evil.eq);
    set local search_path = evil, pg_catalog;
  `);
  await isTrue("verify_constraint('spec.vt', 'pos')");
});
