import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { createTestDatabase, TestingError } from '../src/index.js';
import { TemporaryWorkspace } from './support/workspace.js';

const workspace = new TemporaryWorkspace({
  base: { sql: 'create schema base; create table base.things (name text primary key)' },
  shop: { requires: 'base', sql: 'create table base.orders (thing text references base.things)' },
  lonely: { sql: 'create schema lonely' },
  broken: { requires: 'base', sql: 'create table base.things ()' },
  roles: {
    sql: `do $$ begin
      if not exists (select from pg_roles where rolname = 'testing_member') then create role testing_member; end if;
      if not exists (select from pg_roles where rolname = 'testing_group') then create role testing_group; end if;
      grant testing_group to testing_member;
    end $$`,
  },
});
const cwd = workspace.root;
afterEach(async () => expect(await workspace.databases()).toEqual([]));
afterAll(() => workspace.remove());

test('deploys a module with what it requires, and nothing else', async () => {
  const db = await createTestDatabase({ cwd, module: 'shop' });
  expect(db.name).toMatch(/^pgpm_test_shop_[0-9a-f]{12}$/);
  expect(await db.one('select current_database() as name')).toEqual({ name: db.name });
  await db.none(`insert into base.things values ('hat')`);
  await db.none(`insert into base.orders values ('hat')`);
  expect(await db.one(`select to_regnamespace('lonely') as lonely`)).toEqual({ lonely: null });
  await db.teardown();
});

test.each([['@test/base'], ['base'], [['lonely', '@test/base']]])(
  'takes every name of a module: %j',
  async (module) => {
    const db = await createTestDatabase({ cwd, module });
    expect(await db.any('select * from base.things')).toEqual([]);
    await db.teardown();
  },
);

test('without a name it is the module around the directory', async () => {
  const inside = join(cwd, 'modules/lonely/test/deep');
  mkdirSync(inside, { recursive: true });
  const db = await createTestDatabase({ cwd: inside });
  expect(await db.one(`select to_regnamespace('lonely')::text as lonely`)).toEqual({ lonely: 'lonely' });
  await db.teardown();
});

test('no module at all is an empty database', async () => {
  const db = await createTestDatabase({ cwd, module: [] });
  expect(await db.any(`select from pg_namespace where nspname like 'pgpm%'`)).toEqual([]);
  await db.teardown();
});

test('two databases know nothing of each other', async () => {
  const [one, two] = await Promise.all([1, 2].map(() => createTestDatabase({ cwd, module: 'base' })));
  await one?.none(`insert into base.things values ('hat')`);
  expect(await two?.any('select * from base.things')).toEqual([]);
  await Promise.all([one?.teardown(), two?.teardown()]);
});

test('several at once may make and grant the same roles', async () => {
  const databases = await Promise.all(Array.from({ length: 6 }, () => createTestDatabase({ cwd, module: 'roles' })));
  await Promise.all(databases.map((db) => db.teardown()));
});

test('a deployment that fails leaves no database', async () => {
  await expect(createTestDatabase({ cwd, module: 'broken' })).rejects.toMatchObject({ code: 'CHANGE_FAILED' });
});

test('an unknown module is named before anything is made', async () => {
  await expect(createTestDatabase({ cwd, module: 'shoop' })).rejects.toMatchObject({ code: 'MODULE_NOT_FOUND' });
  await expect(createTestDatabase({ cwd })).rejects.toMatchObject({ code: 'NOT_IN_WORKSPACE_MODULE' });
});

describe('teardown', () => {
  test('drops the database with sessions in it, ours and those of others', async () => {
    const db = await createTestDatabase({ cwd, module: 'base' });
    const other = await db.connect();
    const busy = other.query('select pg_sleep(60)').catch((error: unknown) => error);
    await db.begin();
    const left = workspace.query('select pg_sleep(60)', db.config).catch((error: unknown) => error);
    await workspace.until(
      `select count(*) = 2 from pg_stat_activity
       where datname = '${db.name}' and state = 'active' and query = 'select pg_sleep(60)'`,
    );
    await db.teardown();
    expect(await busy).toBeInstanceOf(Error);
    expect(await left).toMatchObject({ code: '57P01' });
  });

  test('works after a failure, on a broken connection, and twice', async () => {
    const db = await createTestDatabase({ cwd, module: 'base' });
    await db.begin();
    await expect(db.query('select 1/0')).rejects.toMatchObject({ code: '22012' });
    await workspace.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${db.name}'`);
    await db.teardown();
    await db.teardown();
  });

  test('works when somebody dropped the database already', async () => {
    const db = await createTestDatabase({ cwd, module: 'base' });
    await workspace.query(`drop database ${db.name} with (force)`);
    await db.teardown();
  });
});

describe('on a server of your own', () => {
  const password = 'S3CR:T@/#%';
  const urlOf = async (user: string, secret: string, database: string): Promise<string> => {
    const { host, port } = await workspace.server();
    return `postgresql://${user}:${encodeURIComponent(secret)}@${String(host)}:${String(port)}/${database}`;
  };
  beforeAll(async () => {
    await workspace.query(`create role testing_creator login createdb password '${password}'`);
    await workspace.query(`create role testing_reader login password '${password}'`);
  });

  test('the right to create databases is enough', async () => {
    const db = await createTestDatabase({
      cwd,
      module: 'shop',
      url: await urlOf('testing_creator', password, 'postgres'),
    });
    expect(await db.one('select current_user::text as name')).toEqual({ name: 'testing_creator' });
    await db.none(`insert into base.things values ('hat')`);
    await db.connect();
    await db.teardown();
  });

  test('the database of the URL does not have to exist', async () => {
    const db = await createTestDatabase({
      cwd,
      module: 'base',
      url: await urlOf('testing_creator', password, 'missing'),
    });
    await db.teardown();
  });

  test('without that right, the error says which', async () => {
    const url = await urlOf('testing_reader', password, 'postgres');
    await expect(createTestDatabase({ cwd, module: 'base', url })).rejects.toMatchObject({
      code: 'TEST_DATABASE_NOT_CREATED',
      hint: expect.stringContaining('createdb'),
    });
  });

  test.each([
    ['a wrong password', 'testing_creator', 'S3CRET'],
    ['an unknown user', 'testing_nobody', 'S3CRET'],
  ])('%s is an error that shows no password', async (_, user, secret) => {
    const url = await urlOf(user, secret, 'postgres');
    const error = await createTestDatabase({ cwd, module: 'base', url }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(TestingError);
    expect(error).toMatchObject({ code: 'TEST_SERVER_UNAVAILABLE' });
    expect(`${String(error)} ${JSON.stringify(error)}`).not.toContain(secret);
  });

  test('no server is an error that names the place', async () => {
    const url = 'postgresql://app:S3CRET@127.0.0.1:1/app';
    await expect(createTestDatabase({ cwd, module: 'base', url })).rejects.toMatchObject({
      code: 'TEST_SERVER_UNAVAILABLE',
      message: expect.stringMatching(/127\.0\.0\.1:1.*ECONNREFUSED/),
    });
  });
});
