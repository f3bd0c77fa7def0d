import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import { failureOf } from '../../../spec-support/index.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase({ module: 'types' });
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

test('the domains are nullable, without default, with one check and the comment that GraphQL tools read', async () => {
  const rows = await db.any(
    `select t.typname::text as domain, base.typname::text as base, t.typnotnull as not_null, t.typdefault as default,
       t.typcollation = base.typcollation as plain, pg_catalog.array_agg(k.conname::text) as checks,
       pg_catalog.obj_description(t.oid, 'pg_type') as comment
     from pg_catalog.pg_type as t
     join pg_catalog.pg_type as base on base.oid = t.typbasetype
     left join pg_catalog.pg_constraint as k on k.contypid = t.oid
     where t.typnamespace = 'public'::regnamespace and t.typtype = 'd'
     group by t.oid, base.oid order by 1`,
  );
  const domain = (name: string, base: string, comment: string, prefix = 'launchql'): unknown => ({
    domain: name,
    base,
    not_null: false,
    default: null,
    plain: true,
    checks: [`${name}_check`],
    comment: `@name ${prefix}InternalType${comment}`,
  });
  expect(rows).toEqual([
    domain('attachment', 'jsonb', 'Attachment'),
    domain('email', 'citext', 'Email'),
    domain('hostname', 'text', 'Hostname'),
    domain('image', 'jsonb', 'Image'),
    domain('multiple_select', 'jsonb', 'MultipleSelect'),
    domain('origin', 'text', 'Origin', 'pgpm'),
    domain('single_select', 'jsonb', 'SingleSelect'),
    domain('upload', 'text', 'Upload'),
    domain('url', 'text', 'Url'),
  ]);
});

test('everybody may use the domains', async () => {
  await db.query(`create role guest_${process.pid}; set local role guest_${process.pid}`);
  expect(await db.one("select 'https://example.com'::public.url as link")).toEqual({ link: 'https://example.com' });
  expect(await failureOf(db, "select 'x'::public.url")).toMatchObject({ code: '23514' });
});

describe('one table of all domains', () => {
  const insert = 'insert into files (link, picture, paper, host, address) values ($1, $2::json, $3::json, $4, $5)';
  const picture = '{"url": "https://x.io/a.png", "mime": "image/png"}';

  beforeEach(() =>
    db.query(
      `create table files (link public.url, picture public.image, paper public.attachment, host public.hostname,
         address public.email)`,
    ),
  );

  test('takes text and json parameters', async () => {
    await db.query(insert, ['https://x.io', picture, picture, 'x.io', 'ann@x.io']);
    await db.query(insert, [null, null, null, null, null]);
    expect(await db.any('select link, picture, paper, host, address from files where link is not null')).toEqual([
      {
        link: 'https://x.io',
        picture: { url: 'https://x.io/a.png', mime: 'image/png' },
        paper: { url: 'https://x.io/a.png', mime: 'image/png' },
        host: 'x.io',
        address: 'ann@x.io',
      },
    ]);
  });

  test.each([
    ['url', ['x', picture, picture, 'x.io', 'ann@x.io']],
    ['image', ['https://x.io', '{}', picture, 'x.io', 'ann@x.io']],
    ['attachment', ['https://x.io', picture, '{}', 'x.io', 'ann@x.io']],
    ['hostname', ['https://x.io', picture, picture, 'x.io.', 'ann@x.io']],
    ['email', ['https://x.io', picture, picture, 'x.io', 'ann']],
  ])('names the domain %s in the error', async (domain, values) => {
    await expect(db.query(insert, values)).rejects.toMatchObject({
      code: '23514',
      message: `value for domain ${domain} violates check constraint "${domain}_check"`,
    });
  });
});
