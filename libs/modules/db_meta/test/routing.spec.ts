import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import { failureOf } from '../../../spec-support/index.js';
import { insert, insertShop, type Shop } from './support.js';

let db: TestDatabase;
let shop: Shop;
beforeAll(async () => {
  db = await createTestDatabase({ module: 'db_meta' });
});
afterAll(() => db.teardown());
beforeEach(async () => {
  await db.begin();
  shop = await insertShop(db);
});
afterEach(() => db.rollback());

const domainSql = `insert into meta_public.domains (database_id, subdomain, domain, api_id, site_id)
  values ($1, $2, $3, $4, $5)`;

describe('a host name', () => {
  test('leads to an API, to a site or nowhere, but not to both', async () => {
    await db.query(domainSql, [shop.database, 'api', 'x.com', shop.api, null]);
    await db.query(domainSql, [shop.database, 'www', 'x.com', null, shop.site]);
    await db.query(domainSql, [shop.database, 'new', 'x.com', null, null]);
    expect(await failureOf(db, domainSql, [shop.database, 'both', 'x.com', shop.api, shop.site])).toMatchObject({
      code: '23514',
      constraint: 'one_route_chk',
    });
  });

  test('may stand twice in its database without a subdomain, or in another case', async () => {
    await db.query(domainSql, [shop.database, null, 'x.com', shop.api, null]);
    await db.query(domainSql, [shop.database, null, 'x.com', shop.api, null]);
    await db.query(domainSql, [shop.database, 'api', 'x.com', shop.api, null]);
    await db.query(domainSql, [shop.database, 'API', 'X.com', shop.api, null]);
    expect(await failureOf(db, domainSql, [shop.database, 'api', 'x.com', shop.api, null])).toMatchObject({
      code: '23505',
      constraint: 'domains_subdomain_domain_key',
    });
  });

  test.each(['bad_sub', '-a', 'a b', ''])('is one: %j', async (subdomain) => {
    expect(await failureOf(db, domainSql, [shop.database, subdomain, 'x.com', null, null])).toMatchObject({
      code: '23514',
    });
  });
});

test('a request finds its API, and what the API shows', async () => {
  await db.query(domainSql, [shop.database, 'api', 'x.com', shop.api, null]);
  await insert(db, 'meta_public.api_schemata', {
    database_id: shop.database,
    api_id: shop.api,
    schema_id: shop.schema,
  });
  await insert(db, 'meta_public.api_extensions', {
    database_id: shop.database,
    api_id: shop.api,
    schema_name: 'collections_public',
  });
  await db.query(
    `insert into meta_public.api_modules (database_id, api_id, name, data)
     values ($1, $2, 'cors', '{"urls": [], "a": 1}'::jsonb)`,
    [shop.database, shop.api],
  );
  expect(
    await db.one(
      `select a.name, a.dbname, a.role_name, a.anon_role, a.is_public,
         array(select s.schema_name from meta_public.api_schemata as x
           join collections_public.schema as s on s.id = x.schema_id where x.api_id = a.id) as schemas,
         array(select x.schema_name from meta_public.api_extensions as x where x.api_id = a.id) as extensions,
         (select json_object_agg(x.name, x.data) from meta_public.api_modules as x where x.api_id = a.id) as modules
       from meta_public.domains as d join meta_public.apis as a on a.id = d.api_id
       where d.domain = 'x.com' and d.subdomain = 'api'`,
    ),
  ).toEqual({
    name: 'public',
    dbname: db.name,
    role_name: 'authenticated',
    anon_role: 'anonymous',
    is_public: true,
    schemas: ['shop_public'],
    extensions: ['collections_public'],
    modules: { cors: { a: 1, urls: [] } },
  });
});

test.each([
  ['api_schemata', 'api_id, schema_id', 'api_schemata_api_id_schema_id_key'],
  ['api_extensions', 'api_id, schema_name', 'api_extensions_schema_name_api_id_key'],
  ['apps', 'site_id', 'apps_site_id_key'],
])('a row of %s stands once', async (table, columns, constraint) => {
  const values = { api_id: shop.api, schema_id: shop.schema, site_id: shop.site, schema_name: 'meta_public' };
  const names = columns.split(', ');
  const sql = `insert into meta_public.${table} (database_id, ${columns})
    values ($1, ${names.map((_, i) => `$${String(i + 2)}`).join(', ')})`;
  const params = [shop.database, ...names.map((name) => values[name as keyof typeof values])];
  await db.query(sql, params);
  expect(await failureOf(db, sql, params)).toMatchObject({ code: '23505', constraint });
});

/** A row of each table that hangs on an API or a site. */
async function fill(): Promise<void> {
  const database_id = shop.database;
  const api = { database_id, api_id: shop.api };
  const site = { database_id, site_id: shop.site };
  await insert(db, 'meta_public.api_modules', { ...api, name: 'cors', data: '{}' });
  await insert(db, 'meta_public.api_schemata', { ...api, schema_id: shop.schema });
  await insert(db, 'meta_public.api_extensions', { ...api, schema_name: 'meta_public' });
  await insert(db, 'meta_public.domains', { ...api, domain: 'api.com' });
  await insert(db, 'meta_public.domains', { ...site, domain: 'site.com' });
  await insert(db, 'meta_public.apps', { ...site, name: 'App', app_store_link: 'https://example.test' });
  await insert(db, 'meta_public.site_metadata', { ...site, title: 'Shop' });
  await insert(db, 'meta_public.site_modules', { ...site, name: 'theme', data: '{}' });
  await insert(db, 'meta_public.site_themes', { ...site, theme: '{}' });
  const table = { database_id, table_id: shop.table };
  await insert(db, 'collections_public.primary_key_constraint', { ...table, field_ids: [shop.field] });
  await insert(db, 'collections_public.table', {
    database_id,
    schema_id: shop.schema,
    name: 'special_product',
    inherits_id: shop.table,
  });
}

test.each([
  ['apis', 'api_modules', 'api_modules_api_id_fkey'],
  ['sites', 'apps', 'apps_site_id_fkey'],
])('a row of %s is kept by its %s', async (parent, child, constraint) => {
  await fill();
  expect(await failureOf(db, `delete from meta_public.${parent}`)).toMatchObject({
    code: '23503',
    constraint,
    table: child,
  });
});

test.each(['site_metadata', 'site_modules', 'site_themes'])('a site is kept by its %s', async (child) => {
  await fill();
  for (const other of ['apps', 'site_metadata', 'site_modules', 'site_themes']) {
    if (other !== child) await db.query(`delete from meta_public.${other}`);
  }
  expect(await failureOf(db, 'delete from meta_public.sites')).toMatchObject({
    code: '23503',
    constraint: `${child}_site_id_fkey`,
  });
});

test('an API without modules takes its host names, schemas and extensions with it', async () => {
  await fill();
  await db.query('delete from meta_public.api_modules; delete from meta_public.apis');
  for (const table of ['api_schemata', 'api_extensions']) {
    expect(await db.any(`select from meta_public.${table}`)).toEqual([]);
  }
  expect(await db.any('select domain from meta_public.domains')).toEqual([{ domain: 'site.com' }]);
});

test('a table that another one inherits from is kept', async () => {
  await fill();
  expect(await failureOf(db, 'delete from collections_public.table where id = $1', [shop.table])).toMatchObject({
    code: '23503',
    constraint: 'table_inherits_id_fkey',
  });
});

test('a database takes all of it with it, and nothing of others', async () => {
  await fill();
  await insertShop(db, 'other');
  await db.query('delete from collections_public.database where id = $1', [shop.database]);
  const { left } = await db.one<{ left: readonly string[] }>(
    `select array_agg(table_name || ' ' || (xpath('/row/count/text()', query_to_xml(
       format('select count(*) from %I.%I', table_schema, table_name), false, true, '')))[1]::text) as left
     from information_schema.tables
     where table_schema in ('collections_public', 'meta_public') and table_name <> 'extension'`,
  );
  expect(left.filter((line) => !line.endsWith(' 0')).sort()).toEqual(
    ['apis 1', 'database 1', 'field 1', 'schema 1', 'sites 1', 'table 1'].sort(),
  );
});
