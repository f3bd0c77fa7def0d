import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import { failureOf } from '../../../spec-support/index.js';
import { valueOf } from './support.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase({ module: 'base32' });
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

test.each([
  [`to_ascii('Cat')`, '{67,97,116}'],
  [`to_ascii('é€')`, '{233,8364}'],
  [`to_ascii('😀')`, '{128512}'],
  [`to_ascii('')`, null],
  ['to_binary(67)', '01000011'],
  ['to_binary(0)', '00000000'],
  ['to_binary(255)', '11111111'],
  ['to_binary(300)', '00101100'],
  ['to_binary(-1)', '11111111'],
  ['to_binary(-2147483648)', '00000000'],
  ['to_binary(null::int)', '00000000'],
  ['to_binary(array[67, 97])', '{01000011,01100001}'],
  ['to_binary(array[]::int[])', null],
  [`to_groups('{a}')`, '{a,xxxxxxxx,xxxxxxxx,xxxxxxxx,xxxxxxxx}'],
  [`to_groups('{a,b,c,d}')`, '{a,b,c,d,xxxxxxxx}'],
  [`to_groups('{a,b,c,d,e}')`, '{a,b,c,d,e}'],
  [`to_groups('{}')`, '{}'],
  [`string_nchars('abcdefg', 3)`, '{abc,def,g}'],
  [`string_nchars('äöü€', 2)`, '{äö,ü€}'],
  [`string_nchars('abc', 10)`, '{abc}'],
  [`string_nchars('', 3)`, '{}'],
  [`to_chunks('{01000011,xxxxxxxx}')`, '{01000,011xx,xxxxx,x}'],
  [`to_chunks('{}')`, '{}'],
  ['to_chunks(null)', '{}'],
  [`fill_chunks('{0100x,xxxxx,01000}')`, '{01000,xxxxx,01000}'],
  [`fill_chunks('{}')`, null],
  [`to_decimal('{01000,11111,xxxxx,00000}')`, '{8,31,=,0}'],
  [`to_decimal('{0100x}')`, '{=}'],
  [`to_decimal('{}')`, null],
  [`binary_to_int('01000')`, '8'],
  [`binary_to_int('')`, '0'],
  [`binary_to_int('01111111111111111111111111111111')`, '2147483647'],
  [`binary_to_int('11111111111111111111111111111111')`, '-1'],
  ['binary_to_int(null)', null],
  ['base32_alphabet(0)', 'A'],
  ['base32_alphabet(25)', 'Z'],
  ['base32_alphabet(26)', '2'],
  ['base32_alphabet(31)', '7'],
  ['base32_alphabet(32)', null],
  ['base32_alphabet(-1)', null],
  ['base32_alphabet(2147483647)', null],
  ['base32_alphabet(null)', null],
  [`to_base32('{8,13,=}')`, 'IN='],
  [`to_base32('{}')`, null],
])('%s is %s', async (call, expected) => expect(await valueOf(db, `base32.${call}`)).toBe(expected));

test.each([
  [`base32_to_decimal('my')`, '{12,24}'],
  [`base32_to_decimal('M?Z')`, '{12,=,25}'],
  [`base32_to_decimal('MY======')`, '{12,24,=,=,=,=,=,=}'],
  [`base32_to_decimal('ſ\u212aı')`, '{=,=,=}'],
  [`base32_to_decimal('')`, null],
  [`base32_alphabet_to_decimal('A')`, '0'],
  [`base32_alphabet_to_decimal('7')`, '31'],
  [`base32_alphabet_to_decimal('a')`, '='],
  [`base32_alphabet_to_decimal('1')`, '='],
  [`base32_alphabet_to_decimal('BC')`, '='],
  [`base32_alphabet_to_decimal('')`, '='],
  ['base32_alphabet_to_decimal(null)', null],
  [`base32_alphabet_to_decimal_int('A')`, '0'],
  [`base32_alphabet_to_decimal_int('Z')`, '25'],
  [`base32_alphabet_to_decimal_int('2')`, '26'],
  [`base32_alphabet_to_decimal_int('7')`, '31'],
  [`base32_alphabet_to_decimal_int('a')`, '-1'],
  ['base32_alphabet_to_decimal_int(null)', null],
  [`decimal_to_chunks('{12,24,=}')`, '{01100,11000,xxxxx}'],
  [`decimal_to_chunks('{31,0,40}')`, '{11111,00000,01000}'],
  [`decimal_to_chunks('{}')`, null],
  ['zero_fill(300, 2)', '75'],
  ['zero_fill(300, 0)', '300'],
  ['zero_fill(5, 33)', '2'],
  ['zero_fill(1, 32)', '1'],
  ['zero_fill(8, -32)', '8'],
  ['zero_fill(-300, 2)', '1073741749'],
  ['zero_fill(-300, 0)', '4294966996'],
  ['zero_fill(-1, 1)', '2147483647'],
  ['zero_fill(-1, 31)', '1'],
  ['zero_fill(-1, 32)', '4294967295'],
  ['zero_fill(-5, -1)', '1'],
  ['zero_fill(-2147483648, 1)', '1073741824'],
  ['zero_fill(-2147483648, 0)', '2147483648'],
  ['zero_fill(null, 1)', null],
])('%s is %s', async (call, expected) => expect(await valueOf(db, `base32.${call}`)).toBe(expected));

test.each([
  'to_ascii(null)',
  'to_binary(null::int[])',
  'to_groups(null)',
  'fill_chunks(null)',
  'to_decimal(null)',
  'to_base32(null)',
  'base32_to_decimal(null)',
  'decimal_to_chunks(null)',
])('%s is refused', async (call) => {
  expect(await failureOf(db, `select base32.${call}`)).toMatchObject({ code: '22004' });
});

test('a number has 32 bits, and a piece has at least one character', async () => {
  expect(await failureOf(db, `select base32.binary_to_int('100000000000000000000000000000000')`)).toMatchObject({
    code: '22003',
  });
  expect(await failureOf(db, `select base32.string_nchars('abc', 0)`)).toMatchObject({ code: '22012' });
  expect(await failureOf(db, `select base32.string_nchars('abc', -1)`)).toMatchObject({ code: '22012' });
});

test.each([
  '101; select pg_catalog.pg_sleep(60)',
  `0'::int; drop schema base32 cascade; --`,
  '2',
  'b101',
  'X1F',
  ' 1',
  '１',
])('the value %j is not run, but refused', async (value) => {
  expect(await failureOf(db, 'select base32.binary_to_int($1)', [value])).toMatchObject({
    code: '22P02',
    message: `"${value}" is not a binary number`,
  });
  if (value.includes('x')) return;
  expect(await failureOf(db, 'select base32.to_decimal(array[$1])', [value])).toMatchObject({ code: '22P02' });
});
