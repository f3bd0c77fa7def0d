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

const encode = (text: string | null): Promise<string | null> => valueOf(db, 'base32.encode($1)', [text]);
const decode = (text: string | null): Promise<string | null> => valueOf(db, 'base32.decode($1)', [text]);
const valid = (text: string | null): Promise<string | null> => valueOf(db, 'base32.valid($1)', [text]);

/** The test vectors of RFC 4648, section 10, and others. */
test.each([
  ['', ''],
  ['f', 'MY======'],
  ['fo', 'MZXQ===='],
  ['foo', 'MZXW6==='],
  ['foob', 'MZXW6YQ='],
  ['fooba', 'MZXW6YTB'],
  ['foobar', 'MZXW6YTBOI======'],
  ['Hello world!', 'JBSWY3DPEB3W64TMMQQQ===='],
  ['1234567890', 'GEZDGNBVGY3TQOJQ'],
  ['The quick brown fox', 'KRUGKIDROVUWG2ZAMJZG653OEBTG66A='],
  ['line\nbreak', 'NRUW4ZIKMJZGKYLL'],
])('%j is %s, in both directions', async (text, encoded) => {
  expect(await encode(text)).toBe(encoded);
  expect(await decode(encoded)).toBe(text);
  expect(await decode(encoded.toLowerCase().replaceAll('=', ''))).toBe(text);
});

test('null is encoded as null', async () => expect(await encode(null)).toBeNull());

test.each([
  ['é', 'YOUQ===='],
  ['€', '4KBKY==='],
  ['日本', '42L2LZU4VQ======'],
  ['😀', '6CPZRAA='],
])('%s is encoded as its bytes in UTF-8', async (text, encoded) => {
  expect(await encode(text)).toBe(encoded);
  expect(await valueOf(db, `pg_catalog.convert_from(base32.decode_bytes($1), 'UTF8')`, [encoded])).toBe(text);
});

test.each([
  ['JBSWY3DPEHPK3PXP', 'Hello!\u00de\u00ad\u00be\u00ef'],
  ['74', '\u00ff'],
  ['QA', '\u0080'],
  ['YOUQ', '\u00c3\u00a9'],
])('%s is decoded to one character per byte', async (encoded, text) => expect(await decode(encoded)).toBe(text));

test.each([
  ['MY', 'f'],
  ['my', 'f'],
  ['MY=', 'f'],
  ['mzxw6ytboi', 'foobar'],
  ['MZXW6YTBOI=', 'foobar'],
  ['MZ======', 'f'],
  ['MZXW6YT', 'foob'],
  ['MZX', 'f'],
])('the padding and the spare bits of %s do not count', async (encoded, text) => {
  expect(await decode(encoded)).toBe(text);
});

test('a single character is less than a byte', async () => {
  expect([await decode('M'), await decode('A=======')]).toEqual([null, null]);
});

test.each([
  'M1',
  'M8',
  'M0',
  'A=B',
  '=====',
  '=',
  'MZXW 6YTB',
  'MZXW-6YTB',
  ' MY',
  'MY ',
  'MY\n',
  '\u212aY',
  'Ａ',
  null,
])('%j is not Base32', async (text) => {
  expect(await valid(text)).toBe('false');
  for (const name of ['decode', 'decode_bytes', 'decode_strict']) {
    expect(await failureOf(db, `select base32.${name}($1)`, [text])).toMatchObject({
      code: 'P0001',
      message: 'INVALID_BASE32',
    });
  }
});

test.each(['MY======', 'my', 'A', 'A===========', 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ234567'])(
  '%s is Base32',
  async (text) => expect(await valid(text)).toBe('true'),
);

test('the empty text is decoded, though it is not valid', async () => {
  expect([await valid(''), await decode('')]).toEqual(['false', '']);
});

test.each(['AA', 'AAAA', 'MYAA'])('%s holds a zero byte, which no text can', async (encoded) => {
  expect(await failureOf(db, 'select base32.decode($1)', [encoded])).toMatchObject({
    code: '54000',
    message: 'null character not permitted',
    hint: 'base32.decode_bytes gives the bytes.',
  });
});
