import type { TestDatabase } from '@pgpm/testing';
import { counts, openDatabase } from './support.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await openDatabase();
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

test('each table has the documented number of rows', async () => {
  const { 'meta_private.host_names': claims, ...rows } = await counts(db);
  expect(claims).toBe(3);
  expect(Object.values(rows).reduce((sum, count) => sum + count)).toBe(18);
  expect(rows).toEqual({
    'collections_public.database': 1,
    'collections_public.schema': 2,
    'collections_public.table': 1,
    'meta_public.apis': 2,
    'meta_public.sites': 1,
    'meta_public.apps': 1,
    'meta_public.domains': 3,
    'meta_public.api_schemata': 1,
    'meta_public.api_extensions': 2,
    'meta_public.site_metadata': 1,
    'meta_public.site_themes': 1,
    'meta_public.user_auth_module': 1,
    'meta_public.rls_module': 1,
  });
});

test('all ids are fixed', async () => {
  const { ids } = await db.one<{ ids: readonly string[] }>(
    `select array_agg(id::text order by id) as ids from (
       select id from collections_public.database union all select id from collections_public.schema
       union all select id from collections_public.table union all select id from meta_public.apis
       union all select id from meta_public.sites union all select id from meta_public.apps
       union all select id from meta_public.domains union all select id from meta_public.api_schemata
       union all select id from meta_public.api_extensions union all select id from meta_public.site_metadata
       union all select id from meta_public.site_themes union all select id from meta_public.user_auth_module
       union all select id from meta_public.rls_module
     ) as row`,
  );
  const expected = ids.map((_, i) => `00000000-0000-8000-8000-db00${(i + 1).toString(16).padStart(8, '0')}`);
  expect(ids).toEqual(expected);
});

const apiSql = `select a.name, a.dbname, a.role_name, a.anon_role, a.is_public,
    array(select s.schema_name from meta_public.api_schemata as x
      join collections_public.schema as s on s.id = x.schema_id where x.api_id = a.id) as schemas,
    array(select x.schema_name from meta_public.api_extensions as x where x.api_id = a.id order by 1) as extensions,
    (select json_build_object('authenticate', r.authenticate, 'role', r."current_role", 'id', r.current_role_id,
      'schema', s.schema_name)
      from meta_public.rls_module as r join collections_public.schema as s on s.id = r.private_schema_id
      where r.api_id = a.id) as rls,
    (select count(*)::int from meta_public.api_modules as m where m.api_id = a.id) as modules
  from meta_public.domains as d join meta_public.apis as a on a.id = d.api_id
  where d.domain = 'pgpm.io' and d.subdomain = $1`;

const siteSql = `select s.title, p.name as app, p.app_image, p.app_store_link, p.play_store_link,
    s.logo, s.favicon, s.og_image, s.apple_touch_icon,
    array(select t.theme from meta_public.site_themes as t where t.site_id = s.id) as themes,
    (select count(*)::int from meta_public.site_modules as m where m.site_id = s.id) as modules
  from meta_public.domains as d
  join meta_public.sites as s on s.id = d.site_id
  join meta_public.apps as p on p.site_id = s.id
  where d.domain = 'pgpm.io' and d.subdomain = $1`;

const api = { role_name: 'authenticated', anon_role: 'anonymous', is_public: true, modules: 0 };

describe.each([
  ['the owner', null],
  ['administrator', 'administrator'],
  // A server with SELECT granted by hand.
  ['authenticated', 'authenticated'],
])('for %s', (_, role) => {
  beforeEach(async () => {
    if (role === null) return;
    await db.query(`grant select on all tables in schema collections_public, meta_public to ${role}`);
    await db.setContext({ role });
  });

  test('api.pgpm.io leads to the API public', async () => {
    expect(await db.one(apiSql, ['api'])).toEqual({
      ...api,
      name: 'public',
      dbname: expect.stringMatching(/./) as unknown,
      schemas: ['public_schema'],
      extensions: [],
      rls: {
        authenticate: 'authenticate',
        role: 'current_user',
        id: 'current_user_id',
        schema: 'private_schema',
      },
    });
  });

  test('meta.pgpm.io leads to the API meta', async () => {
    expect(await db.one(apiSql, ['meta'])).toMatchObject({
      ...api,
      name: 'meta',
      schemas: [],
      extensions: ['collections_public', 'meta_public'],
      rls: null,
    });
  });

  test('app.pgpm.io leads to the site', async () => {
    expect(await db.one(siteSql, ['app'])).toEqual({
      ...{ title: 'Title', app: 'My App', themes: [{ primaryColor: '#aeaeae' }], modules: 0 },
      ...{ app_image: null, app_store_link: null, play_store_link: null },
      ...{ logo: null, favicon: null, og_image: null, apple_touch_icon: null },
    });
  });
});

test('the sign-in settings point to mytable, with the defaults of the module', async () => {
  expect(
    await db.one(
      `select t.name, u.sign_in_function, u.audits_table_name,
         u.emails_table_id = t.id and u.secrets_table_id = t.id and u.encrypted_table_id = t.id
           and u.tokens_table_id = t.id as all_tables
       from meta_public.user_auth_module as u join collections_public.table as t on t.id = u.users_table_id`,
    ),
  ).toEqual({ name: 'mytable', sign_in_function: 'login', audits_table_name: 'audit_logs', all_tables: true });
});
