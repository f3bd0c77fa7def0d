import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import { failureOf } from '../../../spec-support/index.js';
import { valueOf } from './support.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase({ module: 'totp' });
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

const rfc = `'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'`;
const at = (seconds: number): string => `time_from => pg_catalog.to_timestamp(${seconds})`;

test.each([
  [`${rfc}, '287082', ${at(59)}`, 'true'],
  [`${rfc}, '287082', ${at(60)}`, 'false'],
  [`${rfc}, '287082', ${at(60)}, clock_offset => -1`, 'true'],
  [`${rfc}, '287082', ${at(29)}, clock_offset => 1`, 'true'],
  [`${rfc}, '94287082', ${at(59)}, digits => 8`, 'true'],
  [`${rfc}, '287082 ', ${at(59)}`, 'false'],
  [`${rfc}, ' 287082', ${at(59)}`, 'false'],
  [`${rfc}, '', ${at(59)}`, 'false'],
  [`${rfc}, null, ${at(59)}`, 'false'],
  [`${rfc}, '287082', time_from => null`, 'false'],
  [`'', '287082'`, 'false'],
  [`'JBSWY3DPEHPK3PXP', totp.generate('JBSWY3DPEHPK3PXP')`, 'true'],
])('verify(%s) is %s', async (args, expected) => expect(await valueOf(db, `totp.verify(${args})`)).toBe(expected));

test.each([
  [29, 0, false],
  [29, 1, true],
  [0, 1, true],
  [59, 0, true],
  [60, 1, true],
  [89, 1, true],
  [90, 1, false],
  [119, 2, true],
  [120, 2, false],
  [120, 10, true],
])('the code of 30 to 59 seconds at %d seconds, window %d: %s', async (seconds, window, expected) => {
  expect(await valueOf(db, `totp.verify(${rfc}, '287082', ${at(seconds)}, "window" => ${window})`)).toBe(
    String(expected),
  );
});

test.each([-1, 11, null])('a window of %s is refused', async (window) => {
  expect(await failureOf(db, `select totp.verify(${rfc}, '287082', "window" => $1::int)`, [window])).toMatchObject({
    code: '22023',
    message: 'window must be from 0 to 10',
  });
});

test.each([
  [`'abc', 'abc'`, 'true'],
  [`'', ''`, 'true'],
  [`'abc', 'ab'`, 'false'],
  [`'ab', 'abc'`, 'false'],
  [`'abc', 'abd'`, 'false'],
  [`'é'::text, 'é'`, 'true'],
  [`'é'::text, 'è'`, 'false'],
  [`'\\x'::bytea, '\\x00'::bytea`, 'false'],
  [`'\\x00'::bytea, '\\x00'::bytea`, 'true'],
  [`'\\xff00'::bytea, '\\xff01'::bytea`, 'false'],
  [`null::text, 'a'`, null],
])('timing_safe_equals(%s) is %s', async (args, expected) => {
  expect(await valueOf(db, `totp.timing_safe_equals(${args})`)).toBe(expected);
});

test.each([
  [`pg_catalog.convert_from(totp.pad_secret('ab', 5), 'UTF8')`, 'ababa'],
  [`pg_catalog.convert_from(totp.pad_secret('abcdef', 3), 'UTF8')`, 'abc'],
  [`totp.pad_secret('ab', 0)`, '\\x'],
  ['totp.pad_secret(null, 5)', null],
  [`totp.base32_to_hex('JBSWY3DPEHPK3PXP')`, '48656c6c6f21deadbeef'],
  [`totp.base32_to_hex('inqxi')`, '436174'],
  [`totp.base32_to_hex('OH3NUPO')`, '71f6da3d'],
  [`totp.base32_to_hex('BA======')`, '08'],
  [`totp.base32_to_hex('AAAA')`, '0000'],
  [`totp.base32_to_hex('')`, null],
])('%s is %s', async (call, expected) => expect(await valueOf(db, call)).toBe(expected));

test('what has no bytes cannot be repeated', async () => {
  expect(await failureOf(db, `select totp.pad_secret('', 5)`)).toMatchObject({ code: '22012' });
});

test.each([
  ['totp.random_base32()', '^[a-z2-7]{20}$'],
  ['totp.random_base32(1)', '^[a-z2-7]$'],
  ['totp.random_base32(_length := 1024)', '^[a-z2-7]{1024}$'],
  ['totp.random_secret()', '^[A-Z2-7]{32}$'],
  [`totp.random_secret('sha256')`, '^[A-Z2-7]{52}$'],
  [`totp.random_secret(hash := 'sha512')`, '^[A-Z2-7]{103}$'],
  [`pg_catalog.convert_from(totp.generate_secret(), 'UTF8')`, '^[a-z2-7]{20}$'],
  [`pg_catalog.convert_from(totp.generate_secret('sha256'), 'UTF8')`, '^[a-z2-7]{32}$'],
  [`pg_catalog.convert_from(totp.generate_secret('sha512'), 'UTF8')`, '^[a-z2-7]{64}$'],
])('%s is random and looks like %s', async (call, pattern) => {
  const value = await valueOf(db, call);
  expect(value).toMatch(new RegExp(pattern));
  if (call !== 'totp.random_base32(1)') expect(await valueOf(db, call)).not.toBe(value);
});

test('all characters occur, and a secret verifies its codes', async () => {
  expect(
    await db.one(
      `select pg_catalog.count(distinct c)::int as characters
       from pg_catalog.regexp_split_to_table(totp.random_base32(1024), '') as c`,
    ),
  ).toEqual({ characters: 32 });
  expect(
    await valueOf(
      db,
      `select totp.verify(s.secret, totp.generate(s.secret, hash := 'sha512'), hash := 'sha512')
       from (select totp.random_secret('sha512') as secret offset 0) as s`,
    ),
  ).toBe('true');
});

test.each([0, -1, 1025])('%d characters are refused', async (length) => {
  expect(await failureOf(db, 'select totp.random_base32($1)', [length])).toMatchObject({
    message: 'Length not in range',
  });
});

test.each(['SHA1', 'md5', '', null])('there is no secret for the hash %j', async (hash) => {
  for (const name of ['generate_secret', 'random_secret']) {
    expect(await failureOf(db, `select totp.${name}($1)`, [hash])).toMatchObject({
      code: 'P0001',
      message: 'Unsupported hash algorithm for OTP (see RFC6238/4226).',
    });
  }
});

test('no length is no text', async () => expect(await valueOf(db, 'totp.random_base32(null)')).toBeNull());
