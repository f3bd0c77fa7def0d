import {
  deploy,
  initRegistry,
  openWorkspace,
  readHistory,
  rehash,
  revert,
  status,
  upgradeRegistry,
  verify,
} from '../../src/index.js';
import { failure } from '../support/errors.js';
import { base, Harness, shop } from '../support/harness.js';
import { deployByReference, sharedRows } from '../support/registry.js';
import { table, type TemporaryWorkspace } from '../support/workspace.js';

const harness = new Harness();
const database = () => ({ database: harness.database.config });
const options = (workspace: TemporaryWorkspace) => ({
  ...database(),
  workspace: openWorkspace(workspace.root),
  targets: 'all' as const,
});

describe('init', () => {
  test('makes the registry once, completes a half-made one, and lets a role read', async () => {
    expect((await initRegistry(database())).created).toEqual(['schema pgpm_migrate']);
    expect((await initRegistry({ ...database(), grantRead: ['pg_monitor'] })).created).toEqual([]);
    expect(
      await harness.database.column(
        `select has_table_privilege('pg_monitor', 'pgpm_migrate.' || tablename, 'SELECT') from pg_tables where schemaname = 'pgpm_migrate' group by 1`,
      ),
    ).toEqual([true]);
    await harness.database.client.query('drop procedure pgpm_migrate.revert; drop table pgpm_migrate.events');
    expect((await initRegistry(database())).created).toEqual(['table events', 'routine revert']);
  });

  test('a dry run says what it would make, and makes nothing', async () => {
    const dry = { ...database(), grantRead: ['pg_monitor'], dryRun: true };
    expect(await initRegistry(dry)).toMatchObject({ dryRun: true, created: ['schema pgpm_migrate'] });
    expect(await harness.database.column(`select to_regnamespace('pgpm_migrate')::text`)).toEqual([null]);
    await initRegistry(database());
    await harness.database.client.query('drop procedure pgpm_migrate.revert');
    expect((await initRegistry(dry)).summary).toBe('would make routine revert; pg_monitor could read it');
    expect(await harness.database.column(`select has_schema_privilege('pg_monitor', 'pgpm_migrate', 'USAGE')`)).toEqual(
      [false],
    );
  });

  test('names all unknown roles, and makes nothing', async () => {
    const error = await failure(initRegistry({ ...database(), grantRead: ['pgpm "nobody"', 'pg_monitor', 'x'] }));
    expect(error).toMatchObject({ code: 'ROLE_MISSING', fields: { roles: ['pgpm "nobody"', 'x'] } });
    expect(await harness.database.column(`select to_regnamespace('pgpm_migrate')::text`)).toEqual([null]);
  });
});

describe('the registry of a first deploy, made while the run decides', () => {
  const one = { one: { plan: ['a'], scripts: { a: table('a') } } };

  test('is told when the server refuses it, after what the pre-flight found, and leaves nothing', async () => {
    const { client } = harness.database;
    await client.query(
      `create function refuse() returns event_trigger language plpgsql as $$ begin raise exception 'not today' using hint = 'ask first'; end $$;
       create event trigger refuse on ddl_command_start when tag in ('CREATE TABLE') execute function refuse()`,
    );
    const lacking = harness.workspace({ one: { ...one.one, requires: ['no_such_extension'] } });
    expect(await failure(harness.deploy(lacking))).toMatchObject({ code: 'EXTENSION_UNAVAILABLE' });
    expect(await failure(harness.deploy(harness.workspace(one)))).toMatchObject({
      code: 'DATABASE_ERROR',
      message: expect.stringContaining('not today'),
      hint: 'ask first',
      fields: { where: expect.stringContaining('function public.refuse()') },
    });
    expect(await harness.database.column(`select to_regnamespace('pgpm_migrate')::text`)).toEqual([null]);
    await client.query('drop event trigger refuse');
    expect((await harness.deploy(harness.workspace(one))).changes).toHaveLength(1);
  });

  test('does not end a session that the server allows no pause in a transaction', async () => {
    const impatient = { ...harness.database.config, options: '-c idle_in_transaction_session_timeout=1' };
    const deployed = await harness.deploy(harness.workspace(one), { database: impatient });
    expect(deployed.changes).toHaveLength(1);
  });

  test('is not made when there is nothing to deploy', async () => {
    const { summary } = await harness.deploy(harness.workspace({ empty: { plan: [], scripts: {} } }));
    expect(summary).toBe('nothing to deploy');
    expect(await harness.database.column(`select to_regnamespace('pgpm_migrate')::text`)).toEqual([null]);
  });
});

describe('upgrade', () => {
  test('brings a registry of another tool up to date, and keeps what it holds', async () => {
    const workspace = harness.workspace(shop);
    await deployByReference(harness.database, workspace, 'base');
    const before = await sharedRows(harness.database);
    const planned = await upgradeRegistry({ ...database(), dryRun: true });
    expect(planned.actions).toEqual([
      'add table x_meta',
      'add table x_scripts',
      'add table x_statements',
      'add table x_runs',
      'drop constraint changes_package_script_hash_key',
    ]);
    expect(await harness.database.column(`select to_regclass('pgpm_migrate.x_meta')::text`)).toEqual([null]);
    expect((await upgradeRegistry(database())).actions).toEqual(planned.actions);
    expect((await upgradeRegistry(database())).actions).toEqual([]);
    expect(await sharedRows(harness.database)).toEqual(before);
    const { changes } = await harness.deploy(workspace);
    expect(changes.map(({ name }) => name)).toEqual(['c', 'd']);
    await deployByReference(harness.database, workspace, 'base');
  });

  test('of a first version sets the version and adds what is new', async () => {
    await initRegistry(database());
    await harness.database.client.query(
      `drop table pgpm_migrate.x_scripts, pgpm_migrate.x_statements, pgpm_migrate.x_runs;
       update pgpm_migrate.x_meta set value = '1' where key = 'schema_version'`,
    );
    expect((await upgradeRegistry(database())).actions).toEqual([
      'add table x_scripts',
      'add table x_statements',
      'add table x_runs',
      'set the version to 2',
    ]);
  });

  test('of a newer version is refused, and so is everything else', async () => {
    await initRegistry(database());
    await harness.database.client.query(`update pgpm_migrate.x_meta set value = '99' where key = 'schema_version'`);
    const workspace = harness.workspace(shop);
    for (const work of [
      () => upgradeRegistry(database()),
      () => status(options(workspace)),
      () => harness.deploy(workspace),
    ]) {
      expect(await failure(work())).toMatchObject({ code: 'TRACKING_VERSION_NEWER', fields: { found: '99' } });
    }
  });

  test('without a registry there is nothing to upgrade', async () => {
    expect(await upgradeRegistry(database())).toMatchObject({ exists: false, actions: [] });
  });
});

describe('a registry that lacks tables', () => {
  test.each(['dependencies', 'events', 'changes', 'packages'])(
    'is no empty one: without %s nothing is told, reverted or deployed',
    async (table) => {
      const workspace = harness.workspace(shop);
      await harness.deploy(workspace);
      await harness.database.client.query(`drop table pgpm_migrate.${table} cascade`);
      for (const work of [
        () => status(options(workspace)),
        () => verify(options(workspace)),
        () => readHistory(database()),
        () => revert({ ...options(workspace), targets: ['base'], recursive: false }),
        () => harness.deploy(workspace),
        () => initRegistry(database()),
      ]) {
        expect(await failure(work())).toMatchObject({
          code: 'TRACKING_SCHEMA_INCOMPLETE',
          fields: { missing: [table] },
        });
      }
      expect(await harness.tables()).toEqual(['a', 'b', 'c', 'd']);
      await upgradeRegistry(database());
      expect(await status(options(workspace))).toMatchObject({ registry: true });
    },
  );

  test.each([
    ['packages', ''],
    ['changes', 'create table pgpm_migrate.changes (like made.changes including all);'],
  ])('is completed by a deploy when its making ended behind %s', async (_last, more) => {
    const workspace = harness.workspace({ base });
    await initRegistry(database());
    await harness.database.client.query(`alter schema pgpm_migrate rename to made; create schema pgpm_migrate;
      create table pgpm_migrate.packages (like made.packages including all); ${more} drop schema made cascade`);
    expect(await failure(status(options(workspace)))).toMatchObject({ code: 'TRACKING_SCHEMA_INCOMPLETE' });
    await harness.deploy(workspace);
    expect((await status(options(workspace))).clean).toBe(true);
  });

  test('but is a new one where somebody has only made the schema', async () => {
    await harness.database.client.query('create schema pgpm_migrate');
    const workspace = harness.workspace({ base });
    expect(await status(options(workspace))).toMatchObject({ modules: [{ deployed: [] }] });
    expect((await harness.deploy(workspace)).changes).toHaveLength(2);
  });
});

test('who may not read the registry is told what to ask for; who may only read sees and verifies', async () => {
  const workspace = harness.workspace({ base: shop['base']! });
  await harness.deploy(workspace);
  const role = `pgpm_reader_${harness.database.name.slice(-12)}`;
  const { client, config } = harness.database;
  await client.query(`create role ${role} login password 'reader'`);
  try {
    const reader = { ...options(workspace), database: { ...config, user: role, password: 'reader' } };
    const nothing = { ...reader.database, database: 'postgres' };
    const hint = `grant create on database "postgres" to "${role}"`;
    expect(await failure(initRegistry({ database: nothing, dryRun: true }))).toMatchObject({
      code: 'INSUFFICIENT_PRIVILEGE',
      hint,
    });
    expect(await failure(status(reader))).toMatchObject({ code: 'INSUFFICIENT_PRIVILEGE', fields: { user: role } });
    await initRegistry({ ...database(), grantRead: [role] });
    const passesOn = { database: reader.database, grantRead: ['pg_monitor'] };
    expect(await failure(initRegistry(passesOn))).toMatchObject({ code: 'INSUFFICIENT_PRIVILEGE' });
    expect((await status(reader)).clean).toBe(true);
    expect((await verify(reader)).changes).toHaveLength(2);
    expect((await readHistory(reader)).events).toHaveLength(2);
    const lacks = (what: string) => ({
      code: 'INSUFFICIENT_PRIVILEGE',
      fields: { user: role, privilege: `the right to ${what} rows of schema pgpm_migrate` },
    });
    expect(await failure(revert({ ...reader, all: true }))).toMatchObject(lacks('remove'));
    workspace.write('modules/base/pgpm.plan', '%project=base\na\nb\nc\n');
    workspace.write('modules/base/deploy/c.sql', 'select 1;');
    workspace.write('modules/base/revert/c.sql', '');
    const pending = { ...reader, workspace: openWorkspace(workspace.root) };
    expect(await failure(deploy({ ...pending, dryRun: true }))).toMatchObject(lacks('add'));
    await client.query(`grant insert on all tables in schema pgpm_migrate to ${role}`);
    // Events are numbered by a sequence, which has rights of its own.
    const { hint: grants = '', ...error } = await failure(deploy({ ...pending, dryRun: true }));
    expect(error).toMatchObject(lacks('add'));
    await client.query(grants);
    expect((await deploy(pending)).changes).toMatchObject([{ name: 'c' }]);
    expect((await revert({ ...pending, targets: ['base'], to: 'b' })).changes).toMatchObject([{ name: 'c' }]);
    expect(await harness.changes()).toEqual(['base:a', 'base:b']);
    await client.query('alter table pgpm_migrate.changes enable row level security');
    const hidden = { code: 'INSUFFICIENT_PRIVILEGE', hint: expect.stringContaining('row-level security') };
    expect(await failure(status(reader))).toMatchObject(hidden);
    expect(await failure(deploy(pending))).toMatchObject(hidden);
    await client.query('alter table pgpm_migrate.changes disable row level security');
    await client.query(`revoke insert, update, delete on all tables in schema pgpm_migrate from ${role}`);
    workspace.write('modules/base/deploy/a.sql', 'select 1;');
    expect(await failure(rehash({ ...reader, workspace: openWorkspace(workspace.root) }))).toMatchObject({
      code: 'INSUFFICIENT_PRIVILEGE',
      fields: { user: role },
    });
  } finally {
    await client.query(`drop owned by ${role}; drop role ${role}`);
  }
});

test('who may create no schema deploys where the owner of the database has made the empty schema of the registry', async () => {
  const role = `pgpm_guest_${harness.database.name.slice(-12)}`;
  const { client, config } = harness.database;
  await client.query(`create role ${role} login password 'guest'; create schema pgpm_migrate authorization ${role}`);
  try {
    const guest = { database: { ...config, user: role, password: 'guest' } };
    const workspace = harness.workspace({ base: { plan: ['a'], scripts: { a: { deploy: 'select 1;' } } } });
    expect((await harness.deploy(workspace, guest)).changes).toHaveLength(1);
    await client.query('drop table pgpm_migrate.x_runs');
    expect((await upgradeRegistry(guest)).actions).toEqual(['add table x_runs']);
  } finally {
    await client.query(`drop owned by ${role}; drop role ${role}`);
  }
});
