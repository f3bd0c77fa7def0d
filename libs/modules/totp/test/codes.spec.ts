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

/** Appendix D of RFC 4226. */
test('the codes of RFC 4226 come in its order', async () => {
  expect(
    await valueOf(
      db,
      `select pg_catalog.string_agg(totp.hotp('12345678901234567890', c), ' ' order by c)
       from pg_catalog.generate_series(0, 9) as c`,
    ),
  ).toBe('755224 287082 359152 969429 338314 254676 287922 162583 399871 520489');
});

/** Appendix B of RFC 6238: 8 digits for keys of as many ASCII figures as the hash has bytes. */
test.each([
  [59, '1970-01-01 00:00:59', '94287082', '46119246', '90693936'],
  [1111111109, '2005-03-18 01:58:29', '07081804', '68084774', '25091201'],
  [1111111111, '2005-03-18 01:58:31', '14050471', '67062674', '99943326'],
  [1234567890, '2009-02-13 23:31:30', '89005924', '91819424', '93441116'],
  [2000000000, '2033-05-18 03:33:20', '69279037', '90698825', '38618901'],
  [20000000000, '2603-10-11 11:33:20', '65353130', '77737706', '47863826'],
])('RFC 6238 has its codes at %d', async (seconds, time, sha1, sha256, sha512) => {
  await db.query(`set local timezone = 'UTC'`);
  const codes = await db.one(
    `select totp.generate(k.sha1, 30, 8, t.at, 'sha1', null) as sha1,
       totp.generate(k.sha256, 30, 8, t.at, 'sha256', null) as sha256,
       totp.generate(k.sha512, 30, 8, t.at, 'sha512', null) as sha512,
       totp.generate(k.base32, 30, 8, t.at) as base32,
       totp.verify(k.sha512, $3, 30, 8, t.at, 'sha512', null) as verified,
       t.at = $2::text::timestamptz as same
     from (select pg_catalog.to_timestamp($1::float8) as at) as t
     cross join (
       select pg_catalog.left(f.figures, 20) as sha1, pg_catalog.left(f.figures, 32) as sha256, f.figures as sha512,
         pg_catalog.lower(base32.encode(pg_catalog.left(f.figures, 20))) as base32
       from (select pg_catalog.left(pg_catalog.repeat('1234567890', 7), 64) as figures) as f
     ) as k`,
    [seconds, time, sha512],
  );
  expect(codes).toEqual({ sha1, sha256, sha512, base32: sha1, verified: true, same: true });
});

test.each([
  [`hotp('12345678901234567890', 1, 8)`, '94287082'],
  [`hotp('12345678901234567890', 1, 7)`, '4287082'],
  [`hotp('12345678901234567890', 1, 1)`, '2'],
  [`hotp('12345678901234567890', 1, 9)`, '094287082'],
  [`hotp('12345678901234567890', 1, 6, 'sha256')`, '247374'],
  [`hotp('12345678901234567890', 1, 6, 'SHA1')`, '287082'],
  [`hotp('12345678901234567890', 1, 6, 'md5')`, '532013'],
  [`hotp('', 1)`, '812658'],
  [`hotp(key := 'k', c := null)`, null],
  [`hotp('k', 1, null)`, null],
  [`hotp('k', 1, 6, null)`, null],
  ['hotp(null, 1)', null],
])('%s is %s', async (call, expected) => expect(await valueOf(db, `totp.${call}`)).toBe(expected));

const secret = `secret := 'JBSWY3DPEHPK3PXP', time_from := pg_catalog.to_timestamp(1234567890)`;

test.each([
  [secret, '742275'],
  [`${secret}, encoding := null`, '390074'],
  [`${secret}, encoding := 'raw'`, '390074'],
  [`${secret}, clock_offset := 1`, '835227'],
  [`${secret}, clock_offset := -1`, '709928'],
  [`${secret}, hash := 'sha256'`, '488545'],
  [`${secret}, period := 60`, '997474'],
  [`${secret}, digits := 8, hash := 'sha512'`, '03136418'],
  [`'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', 30, 8, pg_catalog.to_timestamp(59)`, '94287082'],
  [`'gezdgnbvgy3tqojqgezdgnbvgy3tqojq', 30, 8, pg_catalog.to_timestamp(59)`, '94287082'],
  [`''`, null],
  [`'JBSWY3DPEHPK3PXP', time_from := null`, null],
])('generate(%s) is %s', async (args, expected) => {
  expect(await valueOf(db, `totp.generate(${args})`)).toBe(expected);
});

test('a code is that of now unless a time is given', async () => {
  expect(
    await valueOf(db, `totp.generate('JBSWY3DPEHPK3PXP') = totp.generate('JBSWY3DPEHPK3PXP', time_from := now())`),
  ).toBe('true');
});

test('a counter may have 63 bits, but no sign', async () => {
  expect(await valueOf(db, `totp.hotp('k', 9223372036854775807) ~ '^[0-9]{6}$'`)).toBe('true');
  expect(await valueOf(db, `totp.generate('MFRGG', period := 1, time_from := '9999-12-31') ~ '^[0-9]{6}$'`)).toBe(
    'true',
  );
  expect(await failureOf(db, `select totp.hotp('k', -1)`)).toMatchObject({ code: '22023' });
  expect(await failureOf(db, `select totp.generate('MFRGG', time_from := '1969-01-01')`)).toMatchObject({
    code: '22023',
    message: 'the counter must not be negative',
  });
});

test.each([
  [`hotp('k', 1, 0)`, '22023', 'digits must be from 1 to 9'],
  [`hotp('k', 1, 10)`, '22023', 'digits must be from 1 to 9'],
  [`hotp('k', 1, -6)`, '22023', 'digits must be from 1 to 9'],
  [`generate('MFRGG', encoding := 'BASE32')`, '22023', 'unknown encoding "BASE32"'],
  [`generate('MFRGG', encoding := '')`, '22023', 'unknown encoding ""'],
  [`generate('MFRGG', period := 0)`, '22012', 'division by zero'],
  ['generate(null)', 'P0001', 'INVALID_BASE32'],
  [`generate('not base32!')`, 'P0001', 'INVALID_BASE32'],
  [`generate('JBSW Y3DP')`, 'P0001', 'INVALID_BASE32'],
  [`verify('not base32!', '123456')`, 'P0001', 'INVALID_BASE32'],
])('%s is refused', async (call, code, message) => {
  expect(await failureOf(db, `select totp.${call}`)).toMatchObject({ code, message });
});

test('an unknown hash is refused', async () => {
  expect(await failureOf(db, `select totp.hotp('k', 1, 6, 'nope')`)).toMatchObject({
    message: 'Cannot use "nope": No such hash algorithm',
  });
});

test('every secret works, those with zero bytes and those that look like escapes included', async () => {
  expect(
    await valueOf(
      db,
      `totp.generate('AAAAAAAA') = totp.hotp('\\x0000000000', (extract(epoch from now())::bigint) / 30)`,
    ),
  ).toBe('true');
  expect(
    await db.one(
      `select pg_catalog.count(*) filter (where totp.verify(s.secret, totp.generate(s.secret)))::int as verified
       from (select totp.random_base32(16 + n % 17) as secret from pg_catalog.generate_series(1, 400) as n offset 0) as s`,
    ),
  ).toEqual({ verified: 400 });
  const raw = (text: string): Promise<string | null> =>
    valueOf(
      db,
      `totp.generate($1, time_from := pg_catalog.to_timestamp(30), encoding := null)
         = totp.hotp(pg_catalog.convert_to($1, 'UTF8'), 1)`,
      [text],
    );
  for (const text of ['a\\b', '\\x41', '\\', 'é', '']) expect(await raw(text)).toBe('true');
});
