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

/** `m1`, `m2` and `m3` in a call or a message stand for the throw-away roles. */
const withRoles = (text: string): string => text.replace(/\bm[123]\b/g, (role) => `${role}_${unique}`);

test.each([
  "verify_schema('spec')",
  "verify_schema('uuids')",
  "verify_table('spec.vt')",
  "verify_table('SPEC.VT')",
  "verify_table('spec.vv')",
  "verify_table('spec.parted')",
  `verify_table('spec."Mixed"')`,
  "verify_view('spec.vv')",
  'verify_view(\'SPEC."vv"\')',
  "verify_constraint('spec.vt', 'pos')",
  "verify_constraint('spec.vt', 'vt_pkey')",
  "verify_constraint('spec.vt', 'vt_n_key')",
  "verify_function('spec.f')",
  "verify_function('spec.proc')",
  "verify_function('spec.agg')",
  "verify_function('spec.f', null)",
  "verify_index('spec.vt', 'vt_n')",
  "verify_index('spec.vt', 'vt_pkey')",
  "verify_index('spec.vt', 'vt_n_key')",
  "verify_trigger('spec.trg1')",
  "verify_type('spec.en')",
  "verify_type('spec.comp')",
  "verify_type('spec.dom')",
  "verify_type('spec.vt')",
  "verify_type('pg_catalog.int4')",
  "verify_domain('spec.dom')",
  "verify_role('m1')",
  "verify_membership('m1', 'm3')",
  "verify_membership('m1', 'm1')",
  "verify_extension('plpgsql')",
  "verify_extension_installed('plpgsql')",
  "verify_policy('p1', 'spec.vt')",
  "verify_security('spec.vt')",
  "verify_table_grant('spec.vt', 'SELECT', 'm1')",
  "verify_table_grant('spec.vt', 'DELETE', 'PUBLIC')",
  "verify_table_grant('spec.vt', 'TRUNCATE', current_user)",
])('%s is true', async (call) => {
  expect(await db.one(`select public.${withRoles(call)} as result`)).toEqual({ result: true });
});

test.each([
  ["verify_schema('UUIDS')", 'Nonexistent schema --> UUIDS'],
  ['verify_schema(\'"spec"\')', 'Nonexistent schema --> "spec"'],
  ["verify_schema('été')", 'Nonexistent schema --> été'],
  ['verify_schema(null)', 'Nonexistent schema --> <NULL>'],
  ["verify_table('spec.Mixed')", 'Nonexistent table --> spec.Mixed'],
  ["verify_table('spec.mv')", 'Nonexistent table --> spec.mv'],
  ["verify_table('spec.sq')", 'Nonexistent table --> spec.sq'],
  ["verify_table('vt')", 'Nonexistent table --> vt'],
  ['verify_table(null)', 'Nonexistent table --> <NULL>'],
  ["verify_view('spec.vt')", 'Nonexistent view --> spec.vt'],
  ["verify_view('spec.mv')", 'Nonexistent view --> spec.mv'],
  ['verify_view(null)', 'Nonexistent view --> <NULL>'],
  ["verify_constraint('spec.vt', 'x')", 'Nonexistent constraint --> x'],
  ["verify_constraint('spec.vt', 'POS')", 'Nonexistent constraint --> POS'],
  ["verify_constraint('spec.nope', 'x')", 'Nonexistent constraint --> x'],
  ['verify_constraint(null, null)', 'Nonexistent constraint --> <NULL>'],
  ["verify_function('spec.g')", 'Nonexistent function --> spec.g'],
  ["verify_function('f')", 'Nonexistent function --> f'],
  ['verify_function(null)', 'Nonexistent function --> <NULL>'],
  ["verify_index('spec.vt', 'spec.vt_n')", 'Nonexistent index --> spec.vt_n'],
  ["verify_index('vt', 'vt_n')", 'Nonexistent index --> vt_n'],
  ["verify_index('spec.parted', 'vt_n')", 'Nonexistent index --> vt_n'],
  ['verify_index(null, null)', 'Nonexistent index --> <NULL>'],
  ["verify_trigger('spec.trg2')", 'Nonexistent trigger --> spec.trg2'],
  ['verify_trigger(null)', 'Nonexistent trigger --> <NULL>'],
  ["verify_type('spec.nope')", 'Nonexistent type --> spec.nope'],
  ['verify_type(null)', 'Nonexistent type --> <NULL>'],
  ["verify_domain('spec.en')", 'Nonexistent type --> spec.en'],
  ["verify_domain('dom')", 'Nonexistent type --> dom'],
  ["verify_role('public')", 'Nonexistent user --> public'],
  ["verify_role('M1')", 'Nonexistent user --> M1'],
  ['verify_role(null)', 'Nonexistent user --> <NULL>'],
  ["verify_membership('m3', 'm1')", 'Nonexistent member --> m3'],
  ["verify_membership('nobody', 'nobody')", 'Nonexistent member --> nobody'],
  ['verify_membership(null, null)', 'Nonexistent member --> <NULL>'],
  ["verify_extension('no such')", 'Nonexistent extension --> no such'],
  ["verify_extension_installed('no such')", 'Nonexistent extension --> no such'],
  ["verify_policy('p2', 'spec.vt')", 'Nonexistent policy or missing relrowsecurity --> p2'],
  ["verify_policy('p1', 'spec.parted')", 'Nonexistent policy or missing relrowsecurity --> p1'],
  ["verify_security('spec.parted')", 'Nonexistent security --> spec.parted'],
  ["verify_security('spec.nope')", 'Nonexistent security --> spec.nope'],
  ["verify_table_grant('spec.vt', 'select', 'm1')", 'Nonexistent table grant --> select'],
  ["verify_table_grant('spec.vt', 'UPDATE', 'm1')", 'Nonexistent table grant --> UPDATE'],
  ["verify_table_grant('spec.vt', 'DELETE', 'm1')", 'Nonexistent table grant --> DELETE'],
  ["verify_table_grant('spec.vt', 'INSERT', 'm1')", 'Nonexistent table grant --> INSERT'],
  ["verify_table_grant('spec.vt', 'DELETE', 'public')", 'Nonexistent table grant --> DELETE'],
  ["verify_table_grant('spec.nope', 'SELECT', 'm1')", 'Nonexistent table grant --> SELECT'],
])('%s raises', async (call, message) => {
  expect(await failureOf(db, `select public.${withRoles(call)}`)).toMatchObject({
    code: 'P0001',
    message: withRoles(message),
    hint: 'Please check',
  });
});

test('lists an index with its schema and table', async () => {
  expect(await db.any("select * from public.list_indexes('spec.vt', 'vt_n')")).toEqual([
    { schema_name: 'spec', table_name: 'vt', index_name: 'vt_n' },
  ]);
  expect(await db.any("select * from public.list_indexes('spec.vt', 'nope')")).toEqual([]);
  expect(await db.any('select * from public.list_indexes(null, null)')).toEqual([]);
});

test('a policy does not count while row level security is off', async () => {
  await db.query('alter table spec.vt disable row level security');
  expect(await failureOf(db, "select public.verify_policy('p1', 'spec.vt')")).toMatchObject({ code: 'P0001' });
});
