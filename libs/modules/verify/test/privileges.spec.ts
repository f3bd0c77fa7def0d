import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import { failureOf } from '../../../spec-support/index.js';
import { fixture, unique } from './support.js';

const m1 = `m1_${unique}`;
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

test('everybody may execute every function, also where that is not the default', async () => {
  const rows = await db.any(
    `select p.oid::regprocedure::text as routine from pg_catalog.pg_proc as p
     where p.pronamespace = 'public'::regnamespace and p.proname ~ '^(get|list|verify)_'
       and not exists (
         select from pg_catalog.aclexplode(p.proacl) as g where g.grantee = 0 and g.privilege_type = 'EXECUTE'
       )`,
  );
  expect(rows).toEqual([]);
});

test('every function runs with the rights of its caller and says what it is for', async () => {
  const rows = await db.any(
    `select p.oid::regprocedure::text as routine from pg_catalog.pg_proc as p
     where p.pronamespace = 'public'::regnamespace and p.proname ~ '^(get|list|verify)_'
       and (p.prosecdef or pg_catalog.obj_description(p.oid, 'pg_proc') is null)`,
  );
  expect(rows).toEqual([]);
});

test.each([
  "verify_schema('spec')",
  "verify_table('spec.vt')",
  "verify_view('spec.vv')",
  "verify_constraint('spec.vt', 'pos')",
  "verify_function('spec.f')",
  "verify_index('spec.vt', 'vt_n')",
  "verify_trigger('spec.trg1')",
  "verify_type('spec.en')",
  "verify_domain('spec.dom')",
  "verify_policy('p1', 'spec.vt')",
  "verify_security('spec.vt')",
  `verify_table_grant('spec.vt', 'UPDATE', 'm2_${unique}')`,
])('a role without any right on the schema gets the same answer from %s', async (call) => {
  await db.query(`set local role ${m1}`);
  expect(await failureOf(db, 'select * from spec.vt')).toMatchObject({ code: '42501' });
  expect(await db.one(`select public.${call} as result`)).toEqual({ result: true });
});

test('argument types of a function in a closed schema are a matter of privileges', async () => {
  await db.query(`set local role ${m1}`);
  expect(await failureOf(db, "select public.verify_function('spec.f(int)')")).toMatchObject({ code: '42501' });
});
