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
  ['', ''],
  ['00', 'AA======'],
  ['0000000000', 'AAAAAAAA'],
  ['ff', '74======'],
  ['ffffffffff', '77777777'],
  ['48656c6c6f21deadbeef', 'JBSWY3DPEHPK3PXP'],
  ['00443214c74254b635cf84653a56d7c675be77df', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'],
])('\\x%s is %s, in both directions', async (hex, encoded) => {
  expect(await valueOf(db, `base32.encode_bytes(pg_catalog.decode($1, 'hex'))`, [hex])).toBe(encoded);
  expect(await valueOf(db, 'base32.decode_bytes($1)', [encoded])).toBe(`\\x${hex}`);
  expect(await valueOf(db, 'base32.decode_bytes($1)', [encoded.toLowerCase()])).toBe(`\\x${hex}`);
  expect(await valueOf(db, 'base32.decode_strict($1)', [encoded])).toBe(`\\x${hex}`);
});

test('null bytes are encoded as null, and a single character holds no byte', async () => {
  expect(await valueOf(db, 'base32.encode_bytes(null)')).toBeNull();
  expect(await valueOf(db, `base32.decode_bytes('M')`)).toBeNull();
});

test.each([
  'my======',
  'MY',
  'MY=====',
  'MY==============',
  'MZ======',
  'M',
  'M=======',
  'MYA=====',
  'MZXW6YTBM=======',
])('the strict reader refuses %s, the other one does not', async (text) => {
  await db.query('select base32.decode_bytes($1)', [text]);
  expect(await failureOf(db, 'select base32.decode_strict($1)', [text])).toMatchObject({
    code: 'P0001',
    message: 'INVALID_BASE32',
  });
});

test('bytes of all lengths come back, and are written with the padding of RFC 4648', async () => {
  expect(
    await db.one(
      `select pg_catalog.count(*)::int as samples,
         pg_catalog.count(*) filter (where base32.decode_bytes(s.encoded) = s.bytes)::int as same,
         pg_catalog.count(*) filter (where base32.decode_strict(s.encoded) = s.bytes)::int as strict,
         pg_catalog.count(*) filter (
           where s.encoded ~ '^([A-Z2-7]{8})*(|[A-Z2-7]{2}={6}|[A-Z2-7]{4}={4}|[A-Z2-7]{5}={3}|[A-Z2-7]{7}=)$'
         )::int as shaped
       from (
         select t.bytes, base32.encode_bytes(t.bytes) as encoded
         from pg_catalog.generate_series(1, 500) as n
         cross join lateral (
           values (pg_catalog.substr(pg_catalog.decode(pg_catalog.repeat(pg_catalog.md5(n::text), 3), 'hex'), n % 16, n % 49))
         ) as t (bytes)
       ) as s`,
    ),
  ).toEqual({ samples: 500, same: 500, strict: 500, shaped: 500 });
});

// With a step that looks at all bytes for each of them, these would run for minutes.
test('a megabyte comes back', async () => {
  const different = `(
    select pg_catalog.string_agg(pg_catalog.decode(pg_catalog.md5(n::text), 'hex'), '' order by n)
    from pg_catalog.generate_series(1, 65536) as n
  )`;
  expect(
    await db.one(
      `select pg_catalog.length(e.encoded) as length, base32.decode_bytes(e.encoded) = t.bytes as same
       from ${different} as t (bytes)
       cross join lateral (select base32.encode_bytes(t.bytes) as encoded offset 0) as e`,
    ),
  ).toEqual({ length: 1_677_728, same: true });
});

test('text that a table keeps compressed comes back', async () => {
  await db.query(
    `create table files (body text);
     insert into files values (pg_catalog.repeat('twenty bytes of text', 10000))`,
  );
  expect(
    await db.one(
      `select pg_catalog.pg_column_size(body) < 20000 as compressed, base32.decode(base32.encode(body)) = body as same
       from files`,
    ),
  ).toEqual({ compressed: true, same: true });
});

test('the steps take long texts, and give what encode gives', async () => {
  const text = `pg_catalog.repeat('0123456789abcdef', 4096)`;
  const chunks = `base32.to_chunks(base32.to_groups(base32.to_binary(base32.to_ascii(${text}))))`;
  const encoded = `base32.to_base32(base32.to_decimal(base32.fill_chunks(${chunks})))`;
  expect(await valueOf(db, `${encoded} = base32.encode(${text})`)).toBe('true');
  const bits = `base32.decimal_to_chunks(base32.base32_to_decimal(base32.encode(${text})))`;
  expect(await valueOf(db, `pg_catalog.cardinality(${bits})`)).toBe('104864');
});
