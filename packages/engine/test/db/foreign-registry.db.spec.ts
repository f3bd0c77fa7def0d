import { initRegistry, openWorkspace, rehash, revert, status, verify } from '../../src/index.js';
import { failure } from '../support/errors.js';
import { Harness } from '../support/harness.js';
import { CountingProxy } from '../support/proxy.js';
import { table, type TemporaryWorkspace } from '../support/workspace.js';

// Before the database goes.
afterEach(async () => {
  const { client } = harness.database;
  await client.query(`drop owned by ${owner}, ${deployer} cascade; drop role ${owner}, ${deployer}`);
});

const harness = new Harness();
let owner = '';
let deployer = '';

/** One role owns the registry, another one deploys. */
beforeEach(async () => {
  const { client, name } = harness.database;
  owner = `pgpm_owner_${name.slice(-12)}`;
  deployer = `pgpm_deployer_${name.slice(-12)}`;
  await client.query(`
    create role ${owner} login password 'role';
    create role ${deployer} login password 'role';
    grant create on database "${name}" to ${owner};
    grant create on schema public to ${owner}, ${deployer}`);
  await initRegistry({ database: as(owner) });
  await client.query(`
    grant usage on schema pgpm_migrate to ${deployer};
    grant all on all tables in schema pgpm_migrate to ${deployer};
    grant all on all sequences in schema pgpm_migrate to ${deployer}`);
});

function as(user: string) {
  return { ...harness.database.config, user, password: 'role' };
}

function ofOwner(sql: string): Promise<unknown> {
  return harness.database.client.query(`set role ${owner}; ${sql}; reset role`);
}

function twoChanges(): TemporaryWorkspace {
  return harness.workspace({ m: { plan: ['a', 'b'], scripts: { a: table('a'), b: table('b') } } });
}

const spy = `create function public.spy() returns trigger language plpgsql as 'begin return new; end';
  create trigger spy before insert on pgpm_migrate.events execute function public.spy()`;
const own = `create function public.own() returns text language sql as $$ select 'x' $$`;

describe('a registry that another role owns', () => {
  test('is used without a word as long as it is tables alone', async () => {
    const workspace = twoChanges();
    const { warnings } = await harness.deploy(workspace, { database: as(deployer), targets: ['m'], to: 'a' });
    expect(warnings).toEqual([]);
    expect((await harness.deploy(workspace)).changes).toHaveLength(1);
  });

  test.each([
    ['a trigger', spy, 'trigger spy of events'],
    ['a rule', 'create rule r as on delete to pgpm_migrate.events do also select 1', 'rule r of events'],
    [
      'a default',
      `${own}; alter table pgpm_migrate.events alter error_code set default public.own()`,
      'column error_code of events',
    ],
    [
      'a function of the server that runs text',
      `alter table pgpm_migrate.events alter error_code set default query_to_xml('select 1', true, true, '')::text`,
      'column error_code of events',
    ],
    [
      'a check',
      `${own}; alter table pgpm_migrate.packages add constraint c check (public.own() = 'x')`,
      'constraint c of packages',
    ],
    [
      'a domain',
      `create domain public.d as text check (value <> ''); alter table pgpm_migrate.changes alter script_hash type public.d`,
      'column script_hash of changes',
    ],
    ['an index', 'create index i on pgpm_migrate.changes (lower(package))', 'index i of changes'],
    [
      'a partial index',
      "create index i on pgpm_migrate.changes (package) where lower(package) = 'x'",
      'index i of changes',
    ],
    ['a policy', `${own}; create policy p on pgpm_migrate.events using (public.own() = 'x')`, 'policy p of events'],
    [
      'a table that inherits one of it',
      'create table pgpm_migrate.child () inherits (pgpm_migrate.changes)',
      'child child of changes',
    ],
    [
      'a table that changes along with one of it',
      'create table pgpm_migrate.follower (c text references pgpm_migrate.changes on delete cascade)',
      'constraint follower_c_fkey of changes',
    ],
  ])('is refused with %s in it, also for a superuser, and nothing is done', async (_name, sql, object) => {
    await harness.database.client.query(`grant create on schema public to ${owner}`);
    await ofOwner(sql);
    const refused = { code: 'TRACKING_SCHEMA_FOREIGN', fields: { owners: [owner], objects: [object] } };
    for (const database of [as(deployer), harness.database.config]) {
      expect(await failure(harness.deploy(twoChanges(), { database }))).toMatchObject(refused);
    }
    expect(await harness.tables()).toEqual([]);
    expect((await harness.deploy(twoChanges(), { database: as(owner) })).changes).toHaveLength(2);
  });

  test('is not read, either, when that would run a cast', async () => {
    const workspace = twoChanges();
    await ofOwner(`
      create type public.odd as enum ('x');
      create function public.cast_odd(public.odd) returns json language plpgsql
        as $$ begin raise exception 'ran as %', current_user; end $$;
      create cast (public.odd as json) with function public.cast_odd;
      insert into pgpm_migrate.packages values ('m');
      alter table pgpm_migrate.changes alter script_hash type public.odd using 'x';
      insert into pgpm_migrate.changes values ('1', 'x', 'm', 'x')`);
    for (const database of [as(deployer), harness.database.config]) {
      const options = { workspace: openWorkspace(workspace.root), targets: ['m'], database };
      expect(await failure(status(options))).toMatchObject({
        code: 'TRACKING_SCHEMA_FOREIGN',
        fields: { owners: [owner], objects: ['column script_hash of changes'] },
      });
    }
  });

  test('is refused with views in the place of its tables', async () => {
    await ofOwner(
      'alter table pgpm_migrate.x_meta rename to hidden; create view pgpm_migrate.x_meta as table pgpm_migrate.hidden',
    );
    expect(await failure(harness.deploy(twoChanges(), { database: as(deployer) }))).toMatchObject({
      code: 'TRACKING_SCHEMA_FOREIGN',
      fields: { objects: ['x_meta, which is no table'] },
    });
  });

  test('is trusted when its owner is a superuser', async () => {
    await ofOwner(spy);
    await harness.database.client.query(`alter role ${owner} superuser`);
    expect((await harness.deploy(twoChanges(), { database: as(deployer) })).changes).toHaveLength(2);
  });

  test('is trusted by members of that role', async () => {
    await ofOwner(spy);
    await harness.database.client.query(`grant ${owner} to ${deployer}`);
    expect((await harness.deploy(twoChanges(), { database: as(deployer) })).changes).toHaveLength(2);
  });

  test('is not written to by a revert, a rehash or a verify that fails, either', async () => {
    const workspace = twoChanges();
    await harness.deploy(workspace);
    await ofOwner(spy);
    workspace.write('modules/m/deploy/a.sql', '-- another');
    workspace.write('modules/m/verify/a.sql', 'select 1 / 0');
    const options = { workspace: openWorkspace(workspace.root), targets: ['m'], database: harness.database.config };
    const refused = { code: 'TRACKING_SCHEMA_FOREIGN' };
    expect(await failure(revert(options))).toMatchObject(refused);
    expect(await failure(rehash(options))).toMatchObject(refused);
    expect(await failure(verify(options))).toMatchObject({ code: 'OPERATION_FAILED' });
    expect(await harness.database.column('select event_type from pgpm_migrate.events')).toEqual(['deploy', 'deploy']);
  });

  test('costs nothing when there is nothing to do', async () => {
    const workspace = twoChanges();
    await harness.deploy(workspace);
    await ofOwner(spy);
    const proxy = await CountingProxy.start(harness.database.config);
    const { changes } = await harness.deploy(workspace, { database: proxy.through(harness.database.config) });
    await proxy.stop();
    expect(changes).toEqual([]);
    expect(proxy.roundTrips).toBeLessThanOrEqual(3);
  });
});
