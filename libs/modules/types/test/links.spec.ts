import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import { accepts } from './support.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase({ module: 'types' });
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

const links = [
  'https://example.com',
  'http://localhost:3000/x',
  'http://user:pw@host/',
  'http://[::1]/',
  'https://é.fr',
  'http://例子.测试/路径?名=值',
  'https://-/',
  'https://a.',
  'http://ab',
  'http://a/',
  'https://under_score.example/a_(b)?c=d&e=%20#f',
  'https://cdn.example.com/f.pdf',
];

const blanks = [
  ...[' ', '\t', '\n', '\v', '\f', '\r', '\u0085', '\u00a0', '\u1680', '\u2000', '\u2003', '\u200a'],
  ...['\u2028', '\u2029', '\u202f', '\u205f', '\u3000'],
];

const otherText = [
  'http://a',
  'HTTP://example.com',
  'Https://example.com',
  'ftp://example.com',
  'https://',
  'https:/example.com',
  'https//example.com',
  'http:///x',
  'http://.x',
  'http://?x',
  'http://#x',
  'http://$x',
  'xhttp://example.com',
  'javascript:alert(1)//http://example.com',
  'javascript:alert(1)\nhttp://example.com',
  '/files/f',
  '',
  ...blanks.flatMap((blank) => [
    `https://exa${blank}mple.com`,
    `${blank}https://example.com`,
    `https://xy${blank}`,
    `http://a${blank}b`,
    `http://${blank}ab`,
  ]),
];

describe.each(['url', 'upload'])('%s', (domain) => {
  test.each(links)('accepts %j', async (text) => expect(await accepts(db, domain, text)).toBe(true));
  test.each(otherText)('refuses %j', async (text) => expect(await accepts(db, domain, text)).toBe(false));
  test('accepts a long link', async () => {
    expect(await accepts(db, domain, `https://example.com/${'a'.repeat(100_000)}`)).toBe(true);
  });
  test('lets null pass', async () => expect(await accepts(db, domain, null)).toBe(true));
});

describe('origin', () => {
  test.each([
    'https://example.com',
    'https://example.com:8080',
    'http://localhost',
    'http://127.0.0.1:3000',
    'https://[::1]:443',
    'https://é.fr',
    'http://a',
  ])('accepts %j', async (text) => expect(await accepts(db, 'origin', text)).toBe(true));

  test.each([
    'https://example.com/',
    'https://example.com/path',
    'https://example.com//',
    'https://example.com?q',
    'https://example.com#f',
    'https://user@example.com',
    'https://example.com\\@evil.example',
    'https://example.com https://evil.example',
    'HTTPS://example.com',
    'https://',
    'https:///',
    'http:',
    'ftp://example.com',
    'example.com',
    'null',
    '*',
    '',
    ...blanks.flatMap((blank) => [`https://example.com${blank}`, `${blank}https://example.com`, `https://a${blank}b`]),
  ])('refuses %j', async (text) => expect(await accepts(db, 'origin', text)).toBe(false));

  test('lets null pass', async () => expect(await accepts(db, 'origin', null)).toBe(true));
});

describe.each(['image', 'attachment'])('%s', (domain) => {
  const file = (url: unknown): string => JSON.stringify({ url, mime: 'image/png' });

  test.each(links)('accepts the url %j', async (url) => expect(await accepts(db, domain, file(url))).toBe(true));
  test.each(otherText)('refuses the url %j', async (url) => expect(await accepts(db, domain, file(url))).toBe(false));

  test.each([
    '{"url":"https://x.io/a.png","mime":"image/png"}',
    '{"url":"https://x.io/a.png","mime":"image/png","width":3}',
    '{"url":"https://x.io/a.png","mime":null}',
    '{"url":"https://x.io/a.png","mime":{"a":1}}',
    null,
  ])('accepts %s', async (text) => expect(await accepts(db, domain, text)).toBe(true));

  test.each([
    '{"url":"https://x.io/a.png"}',
    '{"mime":"image/png"}',
    '{}',
    '[]',
    '"url"',
    '"https://x.io/a.png"',
    'null',
    '5',
    'true',
    '{"url":"x","mime":"image/png"}',
    '{"url":5,"mime":"image/png"}',
    '{"url":null,"mime":"image/png"}',
    '{"url":{"url":"https://x.io/a.png"},"mime":"image/png"}',
    '{"url":["https://x.io/a.png"],"mime":"image/png"}',
    '{"file":{"url":"https://x.io/a.png","mime":"image/png"}}',
    '["url","mime"]',
    '[{"url":"https://x.io/a.png","mime":"image/png"}]',
  ])('refuses %s', async (text) => expect(await accepts(db, domain, text)).toBe(false));
});

test('all four domains test links in the same words', async () => {
  const rows = await db.any<{ domain: string; definition: string }>(
    `select t.typname as domain, pg_catalog.pg_get_constraintdef(k.oid) as definition
     from pg_catalog.pg_constraint as k join pg_catalog.pg_type as t on t.oid = k.contypid
     where t.typnamespace = 'public'::regnamespace and t.typname in ('url', 'upload', 'image', 'attachment')`,
  );
  const patterns = rows.map(({ definition }) => definition.match(/'(\^http|\[\\s)[^']*'/g));
  expect(patterns).toHaveLength(4);
  expect(patterns[0]).toHaveLength(2);
  for (const pattern of patterns) expect(pattern).toEqual(patterns[0]);
});
