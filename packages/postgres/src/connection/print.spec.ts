import { printUrl, quoteShell } from './print.js';
import { parseConnectionString } from './url.js';

const place = { host: 'db.example', port: 5432, database: 'shop', user: 'app' };

test.each([
  [place, 'postgresql://app@db.example:5432/shop'],
  [{ ...place, host: '::1' }, 'postgresql://app@[::1]:5432/shop'],
  [{ ...place, host: '/run/postgresql' }, 'postgresql://app@/shop?host=/run/postgresql'],
  [{ ...place, host: '/tmp', port: 5433 }, 'postgresql://app@/shop?host=/tmp&port=5433'],
  [{ ...place, sslmode: 'require' }, 'postgresql://app@db.example:5432/shop?sslmode=require'],
  [{ ...place, user: 'a@b', database: 'two words' }, 'postgresql://a%40b@db.example:5432/two%20words'],
])('prints %j', (value, expected) => {
  expect(printUrl(value)).toBe(expected);
  const { host, user, database } = value;
  expect(parseConnectionString(expected, 'test')).toMatchObject({ host, user, dbname: database });
});

test.each([
  ['postgresql://app@db:5432/shop', 'postgresql://app@db:5432/shop'],
  ['postgresql://app@/shop?host=/tmp', "'postgresql://app@/shop?host=/tmp'"],
  ["it's", "'it'\\''s'"],
  ['$(x)', "'$(x)'"],
  ['', "''"],
])('quotes %s for a shell', (text, expected) => expect(quoteShell(text)).toBe(expected));
