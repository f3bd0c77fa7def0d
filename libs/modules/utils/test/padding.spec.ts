import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import { failureOf } from '../../../spec-support/index.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase({ module: 'utils' });
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

test.each([
  [`mask_pad('101', 5)`, '00101'],
  [`mask_pad('101', 3)`, '101'],
  [`mask_pad('101', 2)`, '01'],
  [`mask_pad('101', 0)`, ''],
  [`mask_pad('', 3)`, '000'],
  [`mask_pad('', 0)`, ''],
  [`mask_pad('101', 6, 'ab')`, 'aba101'],
  [`mask_pad('101', 4, '')`, '101'],
  [`mask_pad('hello', 3)`, 'llo'],
  [`mask_pad('é', 3, 'ü')`, 'üüé'],
  [`mask_pad('a🐘b🐘', 2)`, 'b🐘'],
  [`mask_pad(bitstr := '1', bitlen := 2, pad := 'x')`, 'x1'],
  ['mask_pad(null, 5)', null],
  [`mask_pad('1', null)`, null],
  [`mask_pad('1', 3, null)`, null],
  [`mask_pad('101', 2, null)`, '01'],
  [`bitmask_pad(b'101', 5)`, '00101'],
  [`bitmask_pad(b'101', 2)`, '01'],
  [`bitmask_pad(b'101', 3)`, '101'],
  [`bitmask_pad(b'', 3)`, '000'],
  [`bitmask_pad(b'101', 0)`, ''],
  [`bitmask_pad(b'101', 5, '1')`, '11101'],
  [`bitmask_pad(bitstr := b'101', bitlen := 7, pad := '10')`, '1010101'],
  ['bitmask_pad(null, 5)', null],
  [`bitmask_pad(b'1', null)`, null],
  [`bitmask_pad(b'1', 3, null)`, null],
  [`bitmask_pad(b'101', 2, null)`, '01'],
])('%s is %j', async (call, value) => {
  const type = call.startsWith('bit') ? 'bit varying' : 'text';
  expect(await db.one(`select utils.${call} as value, pg_typeof(utils.${call})::text as type`)).toEqual({
    value,
    type,
  });
});

test.each([
  [`mask_pad('101', -1)`, '22011'],
  [`mask_pad('', -1)`, '22011'],
  [`bitmask_pad(b'101', -2)`, '22011'],
  [`bitmask_pad(b'', -1)`, '22011'],
  [`bitmask_pad(b'101', 5, 'x')`, '22P02'],
])('%s is error %s', async (call, code) => {
  expect(await failureOf(db, `select utils.${call}`)).toMatchObject({ code });
});

test('the functions have the signatures and properties of their contract, and comments, and are for everybody', async () => {
  expect(
    (
      await db.any<{ signature: string }>(
        `select p.proname || '(' || pg_catalog.pg_get_function_arguments(p.oid) || ') '
           || pg_catalog.pg_get_function_result(p.oid) || ' ' || p.provolatile::text || p.proparallel::text as signature
         from pg_catalog.pg_proc as p
         where p.pronamespace = 'utils'::regnamespace and pg_catalog.has_function_privilege('public', p.oid, 'execute')
           and not p.proisstrict and pg_catalog.obj_description(p.oid, 'pg_proc') is not null order by 1`,
      )
    ).map(({ signature }) => signature),
  ).toEqual([
    `bitmask_pad(bitstr bit varying, bitlen integer, pad text DEFAULT '0'::text) bit varying is`,
    'ensure_singleton() trigger vu',
    `mask_pad(bitstr text, bitlen integer, pad text DEFAULT '0'::text) text is`,
    'throw() trigger vu',
  ]);
});

test('everybody may call the functions, later ones too, and create none', async () => {
  await db.query(`
    create role utils_test_visitor;
    alter default privileges revoke execute on functions from public;
    create function utils.later() returns int language sql return 1`);
  await db.setContext({ role: 'utils_test_visitor' });
  await db.query(`select utils.mask_pad('1', 2), utils.bitmask_pad(b'1', 2), utils.later()`);
  expect(await failureOf(db, 'create function utils.f() returns int language sql return 1')).toMatchObject({
    code: '42501',
  });
});
