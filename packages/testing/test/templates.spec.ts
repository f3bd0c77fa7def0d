import { Client } from 'pg';

import { createTestDatabase, type TestDatabase } from '../src/index.js';
import { parseTemplateMarker, printTemplateMarker } from '../src/server/markers.js';
import { databasePrefix, templatePrefix } from '../src/server/names.js';
import { TemporaryWorkspace } from './support/workspace.js';

const role = 'testing_template_role';
const workspace = new TemporaryWorkspace({
  // A deployment leaves its number, which shows how often there was one.
  counted: { sql: 'create schema counted; create table counted.t as select txid_current() as number' },
  role: {
    sql: `do $$ begin
      if not exists (select from pg_roles where rolname = '${role}') then create role ${role}; end if;
    end $$`,
  },
  settings: {
    sql: `do $$ begin
      execute format('alter database %I set search_path to pg_catalog, "odd, schema"', current_database());
      execute format('alter database %I set app.greeting = %L', current_database(), 'it''s; "me" = you');
      execute format('alter role postgres in database %I set statement_timeout = ''7min''', current_database());
      execute format('revoke connect on database %I from public', current_database());
      execute format('grant create on database %I to pg_monitor with grant option', current_database());
    end $$`,
  },
  broken: { sql: 'create schema broken; select 1/0' },
});
const cwd = workspace.root;
afterEach(async () => {
  expect(await workspace.databases()).toEqual([]);
  for (const name of await workspace.databases(templatePrefix)) await workspace.query(`drop database ${name}`);
});
afterAll(() => workspace.remove());

const numberIn = async (db: TestDatabase): Promise<unknown> => (await db.one('select number from counted.t'))['number'];

/** The number that the deployment left in a new database. */
async function deployment(): Promise<unknown> {
  const db = await createTestDatabase({ cwd, module: 'counted' });
  const number = await numberIn(db);
  await db.teardown();
  return number;
}

/** The only template there is. */
async function template(): Promise<string> {
  const names = await workspace.databases(templatePrefix);
  expect(names).toHaveLength(1);
  return names[0] ?? '';
}

async function commentOf(database: string): Promise<string> {
  const [row] = await workspace.query(
    `select shobj_description(oid, 'pg_database') as comment from pg_database where datname = '${database}'`,
  );
  return String(row?.['comment']);
}

test('a module is deployed once, however many databases are made', async () => {
  const first = await deployment();
  expect(await deployment()).toBe(first);
  expect(await template()).toMatch(/^pgpm_template_counted_[0-9a-f]{16}$/);
});

test('so it is when they are made at the same time', async () => {
  const numbers = await Promise.all(Array.from({ length: 6 }, deployment));
  expect(new Set(numbers).size).toBe(1);
  await template();
});

test('an edited script makes another template', async () => {
  const first = await deployment();
  const before = await template();
  workspace.edit('counted', 'create schema counted; create table counted.t as select -1 as number');
  expect(await deployment()).toBe(-1);
  expect(await workspace.databases(templatePrefix)).toHaveLength(2);
  await workspace.query(`drop database ${before}`);
  workspace.edit('counted', 'create schema counted; create table counted.t as select txid_current() as number');
  expect(await deployment()).not.toBe(first);
});

test('nobody can connect to a template, so nobody keeps others from cloning it', async () => {
  await deployment();
  const client = new Client({ ...(await workspace.server()), database: await template() });
  await expect(client.connect()).rejects.toMatchObject({ code: '55000' });
});

test('a template that somebody dropped is built again', async () => {
  const first = await deployment();
  await workspace.query(`drop database ${await template()}`);
  expect(await deployment()).not.toBe(first);
});

test('a template of another version of the server is built again', async () => {
  const first = await deployment();
  const name = await template();
  const marker = parseTemplateMarker(await commentOf(name));
  expect(marker).toBeDefined();
  const older = printTemplateMarker({ ...marker!, serverVersion: 140000 });
  await workspace.query(`comment on database ${name} is '${older}'`);
  expect(await deployment()).not.toBe(first);
  expect(await template()).toBe(name);
  expect(parseTemplateMarker(await commentOf(name))).toMatchObject({ serverVersion: marker?.serverVersion });
});

test('a role that was dropped behind its back comes back', async () => {
  const make = async (): Promise<void> => (await createTestDatabase({ cwd, module: 'role' })).teardown();
  await make();
  await workspace.query(`drop role ${role}`);
  await make();
  expect(await workspace.query(`select from pg_roles where rolname = '${role}'`)).toHaveLength(1);
  await template();
});

test('settings and privileges of the database itself are copied, too', async () => {
  const db = await createTestDatabase({ cwd, module: 'settings' });
  const clone = await db.connect();
  const { rows } = await clone.query(`select current_setting('search_path') as path,
    current_setting('app.greeting') as greeting, current_setting('statement_timeout') as timeout`);
  expect(rows).toEqual([{ path: 'pg_catalog, "odd, schema"', greeting: `it's; "me" = you`, timeout: '7min' }]);
  const acl = await workspace.query(
    `select coalesce(r.rolname, 'public') as who, string_agg(a.privilege_type || case when is_grantable then '*' else '' end, ' ' order by privilege_type) as what
     from pg_database as d, aclexplode(d.datacl) as a left join pg_roles as r on r.oid = a.grantee
     where d.datname = '${db.name}' group by 1 order by 1`,
  );
  expect(acl).toEqual([
    { who: 'pg_monitor', what: 'CREATE*' },
    { who: 'postgres', what: 'CONNECT CREATE TEMPORARY' },
    { who: 'public', what: 'TEMPORARY' },
  ]);
  await db.teardown();
});

test('a database with the name of a template that is not ours is left alone', async () => {
  await deployment();
  const name = await template();
  await workspace.query(`comment on database ${name} is 'mine'`);
  await expect(createTestDatabase({ cwd, module: 'counted' })).rejects.toMatchObject({
    code: 'TEST_DATABASE_NOT_CREATED',
    message: expect.stringContaining(name),
  });
  expect(await commentOf(name)).toBe('mine');
});

test('a deployment that fails leaves no template', async () => {
  await expect(createTestDatabase({ cwd, module: 'broken' })).rejects.toMatchObject({ code: 'CHANGE_FAILED' });
  expect(await workspace.databases(templatePrefix)).toEqual([]);
});

test('when a template was used is written now and then, and decides which go', async () => {
  await deployment();
  const name = await template();
  const marker = parseTemplateMarker(await commentOf(name));
  const recent = { ...marker!, usedAt: new Date(Date.now() - 60_000).toISOString() };
  await workspace.query(`comment on database ${name} is '${printTemplateMarker(recent)}'`);
  await deployment();
  expect(parseTemplateMarker(await commentOf(name))).toEqual(recent);
  const before = new Date();
  const old = { ...recent, usedAt: '2020-01-01T00:00:00.000Z' };
  await workspace.query(`comment on database ${name} is '${printTemplateMarker(old)}'`);
  await workspace.query(`create database ${templatePrefix}old`);
  await workspace.query(`comment on database ${templatePrefix}old is '${printTemplateMarker(old)}'`);
  await deployment();
  const { usedAt } = parseTemplateMarker(await commentOf(name)) ?? old;
  expect(Date.parse(usedAt)).toBeGreaterThanOrEqual(before.getTime());
  // Who builds one also looks for those that nobody uses.
  await (await createTestDatabase({ cwd, module: 'role' })).teardown();
  expect(await workspace.databases(templatePrefix)).toEqual([name, expect.stringMatching(/^pgpm_template_role_/)]);
});

test('a build waits for its turn, and uses what the one before has built', async () => {
  const other = new Client(await workspace.server());
  await other.connect();
  await other.query('select pg_advisory_lock(1885827181, 1952805748)');
  const waiting = Promise.all([deployment(), deployment()]);
  await workspace.until(`select count(*) = 2 from pg_locks where locktype = 'advisory' and not granted`);
  expect(await workspace.databases(databasePrefix)).toEqual([]);
  await other.end();
  const [one, two] = await waiting;
  expect(one).toBe(two);
});
