import {
  baseline,
  baselineSql,
  dependenciesOf,
  initRegistry,
  listChanges,
  openWorkspace,
  readHistory,
  rehash,
  repair,
  revert,
  status,
  upgradeRegistry,
  verify,
} from '../../src/index.js';
import { failure } from '../support/errors.js';
import { Harness, shop } from '../support/harness.js';
import { ReferenceImplementation } from '../support/reference.js';
import { table, type TemporaryWorkspace } from '../support/workspace.js';

const harness = new Harness();
const database = () => ({ database: harness.database.config });
const options = (workspace: TemporaryWorkspace) => ({
  ...database(),
  workspace: openWorkspace(workspace.root),
  targets: 'all' as const,
});
const rows = (sql: string): Promise<readonly Record<string, unknown>[]> => harness.database.rows(sql);

/** Everything that tools share, but times. */
const registry = async () => ({
  packages: await rows('select package from pgpm_migrate.packages order by created_at'),
  changes: await rows(
    'select change_id, change_name, package, script_hash from pgpm_migrate.changes order by deployed_at',
  ),
  dependencies: await rows('select * from pgpm_migrate.dependencies order by 1, 2'),
  events: await rows('select event_type, change_name, package from pgpm_migrate.events order by event_id'),
});

/** A registry as the reference implementation makes it, with the changes of `base` deployed by it. */
async function deployByReference(workspace: TemporaryWorkspace): Promise<void> {
  const reference = new ReferenceImplementation(harness.database.config, (name) => `${workspace.root}/modules/${name}`);
  try {
    await reference.deploy('base');
  } finally {
    await reference.close();
  }
}

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

  test('names all unknown roles, and makes nothing', async () => {
    const error = await failure(initRegistry({ ...database(), grantRead: ['pgpm "nobody"', 'pg_monitor', 'x'] }));
    expect(error).toMatchObject({ code: 'ROLE_MISSING', fields: { roles: ['pgpm "nobody"', 'x'] } });
    expect(await harness.database.column(`select to_regnamespace('pgpm_migrate')::text`)).toEqual([null]);
  });
});

describe('upgrade', () => {
  test('brings a registry of another tool up to date, and keeps what it holds', async () => {
    const workspace = harness.workspace(shop);
    await deployByReference(workspace);
    const before = await registry();
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
    expect(await registry()).toEqual(before);
    const { changes } = await harness.deploy(workspace);
    expect(changes.map(({ name }) => name)).toEqual(['c', 'd']);
    await deployByReference(workspace);
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

describe('baseline', () => {
  test('records what a deploy would, runs nothing, and leaves extensions alone', async () => {
    const workspace = harness.workspace(shop);
    await harness.deploy(workspace);
    const deployed = await registry();
    await harness.database.client.query(
      'drop schema pgpm_migrate cascade; drop schema public cascade; create schema public; drop extension if exists citext',
    );
    const { changes } = await baseline({ ...options(workspace), targets: ['shop'] });
    expect(changes).toHaveLength(4);
    expect(await registry()).toEqual(deployed);
    expect(await harness.tables()).toEqual([]);
    expect(await harness.database.column('select extname from pg_extension')).toEqual(['plpgsql']);
    expect((await readHistory(database())).runs).toMatchObject([{ operation: 'baseline', state: 'done', changes: 4 }]);
  });

  test('up to a tag', async () => {
    await baseline({ ...options(harness.workspace(shop)), targets: ['base'], to: '@v1' });
    expect(await harness.changes()).toEqual(['base:a']);
  });

  test('as SQL gives the same rows, and can run twice', async () => {
    const workspace = harness.workspace(shop);
    await baseline(options(workspace));
    const recorded = await registry();
    await harness.database.client.query('drop schema pgpm_migrate cascade');
    await initRegistry(database());
    const sql = await baselineSql({ workspace: openWorkspace(workspace.root), targets: 'all' });
    await harness.database.client.query(sql);
    await harness.database.client.query(sql);
    expect(await registry()).toEqual(recorded);
    expect((await status(options(workspace))).clean).toBe(true);
  });

  test('as SQL for changes with quotes and backslashes in their names', async () => {
    const name = `it's`;
    const workspace = harness.workspace({ m: { plan: [name], scripts: { [name]: { deploy: 'select 1;' } } } });
    await initRegistry(database());
    await harness.database.client.query(
      await baselineSql({ workspace: openWorkspace(workspace.root), targets: ['m'], to: name }),
    );
    expect(await harness.changes()).toEqual([`m:${name}`]);
  });
});

describe('rehash', () => {
  test('accepts edited scripts, with all that hangs on their ids', async () => {
    const workspace = harness.workspace(shop);
    await harness.deploy(workspace);
    workspace.write('modules/base/deploy/a.sql', `${table('a').deploy ?? ''}-- a remark\n`);
    expect(await rehash({ ...options(workspace), dryRun: true })).toMatchObject({
      changes: [{ package: 'base', name: 'a' }],
    });
    expect((await status(options(workspace))).clean).toBe(false);
    expect((await rehash(options(workspace))).changes).toHaveLength(1);
    expect((await status(options(workspace))).clean).toBe(true);
    expect(
      await harness.database.column(
        `select change_id = encode(sha256((package || change_name || script_hash)::bytea), 'hex') from pgpm_migrate.changes group by 1`,
      ),
    ).toEqual([true]);
    expect(await harness.database.column('select count(*)::int from pgpm_migrate.x_scripts')).toEqual([4]);
    expect((await revert({ ...options(workspace), all: true })).changes).toHaveLength(4);
  });

  test('respects a registry that allows each text once', async () => {
    const workspace = harness.workspace(shop);
    await deployByReference(workspace);
    workspace.write('modules/base/deploy/a.sql', table('b').deploy ?? '');
    expect(await failure(rehash({ ...options(workspace), targets: ['base'] }))).toMatchObject({
      code: 'DUPLICATE_SCRIPT_HASH',
      fields: { changes: ['base:a', 'base:b'] },
    });
  });
});

describe('repair', () => {
  test('gives a renamed change its new name, and keeps those who require it', async () => {
    const workspace = harness.workspace(shop);
    await harness.deploy(workspace);
    workspace.write('modules/base/pgpm.plan', '%project=base\n\na\n@v1 2024-01-01T00:00:00Z dev <d@e.test>\nnew [a]\n');
    workspace.write('modules/base/deploy/new.sql', table('b').deploy ?? '');
    workspace.write('modules/base/revert/new.sql', table('b').revert ?? '');
    workspace.write('modules/shop/pgpm.plan', '%project=shop\n\nc [base:@v1]\nd [c base:new]\n');
    expect((await status(options(workspace))).warnings).toMatchObject([
      { code: 'ORPHANED_CHANGE', fields: { change: 'base:b', similar: 'base:new' } },
    ]);
    expect((await repair({ ...options(workspace), dryRun: true })).renamed).toHaveLength(1);
    expect(await repair(options(workspace))).toMatchObject({ renamed: [{ package: 'base', from: 'b', to: 'new' }] });
    expect((await status(options(workspace))).clean).toBe(true);
    expect(
      (await revert({ ...options(workspace), targets: ['base'], to: '@v1' })).changes.map(({ name }) => name),
    ).toEqual(['d', 'new']);
  });

  test('does not guess between changes of equal text', async () => {
    const workspace = harness.workspace({ m: { plan: ['a'], scripts: { a: { deploy: 'select 1;' } } } });
    await harness.deploy(workspace);
    workspace.write('modules/m/pgpm.plan', '%project=m\n\nb\nc\n');
    for (const name of ['b', 'c']) workspace.write(`modules/m/deploy/${name}.sql`, 'select 1;');
    expect((await repair(options(workspace))).renamed).toEqual([]);
  });

  const halfDone = async (): Promise<TemporaryWorkspace> => {
    const workspace = harness.workspace({
      m: {
        plan: ['log', 'steps'],
        scripts: {
          log: { deploy: 'create table public.log (n int);' },
          steps: {
            deploy: `-- pgpm: no-transaction\n\ninsert into public.log values (1);\ndo $$ begin insert into public.log values (2); end $$;`,
          },
        },
      },
    });
    await harness.deploy(workspace, { targets: ['m'], to: 'log' });
    // What a run leaves whose connection ended in the second statement.
    workspace.write(
      'modules/m/deploy/steps.sql',
      `-- pgpm: no-transaction\n\ninsert into public.log values (1);\nselect 1/0;`,
    );
    await failure(harness.deploy(workspace));
    workspace.write(
      'modules/m/deploy/steps.sql',
      `-- pgpm: no-transaction\n\ninsert into public.log values (1);\ndo $$ begin insert into public.log values (2); end $$;`,
    );
    await harness.database.client.query(
      `insert into pgpm_migrate.x_statements (package, change_name, operation, position, statement_hash)
       values ('m', 'steps', 'deploy', 1, encode(sha256('do $$ begin insert into public.log values (2); end $$'), 'hex'));
       insert into pgpm_migrate.x_runs (operation, state, modules) values ('deploy', 'running', '{m}')`,
    );
    return workspace;
  };

  test.each([
    ['skip', [1]],
    ['again', [1, 2]],
    ['forget', [1, 1, 2]],
  ] as const)('of a statement that was interrupted: %s', async (statements, expected) => {
    const workspace = await halfDone();
    expect(await failure(harness.deploy(workspace))).toMatchObject({
      code: 'PARTIAL_RUN',
      fields: { reason: 'interrupted' },
    });
    expect(await repair({ ...options(workspace), statements })).toMatchObject({
      partial: [{ package: 'm', change: 'steps', operation: 'deploy', executed: 1, isInterrupted: true }],
      summary: '1 run never ended, 1 script half done',
    });
    await harness.deploy(workspace);
    expect(await harness.database.column('select n from public.log order by 1')).toEqual(expected);
    expect((await readHistory(database())).runs.map(({ state }) => state)).not.toContain('running');
  });
});

describe('history', () => {
  test('holds successes and failures, the newest first, and the runs', async () => {
    const workspace = harness.workspace(shop);
    workspace.write('modules/shop/deploy/d.sql', 'select 1/0;');
    await failure(harness.deploy(workspace));
    const { events, runs } = await readHistory({ ...database(), limit: 2 });
    expect(events).toMatchObject([
      { type: 'deploy', module: 'shop', change: 'd', code: '22012', message: 'division by zero' },
      { type: 'deploy', module: 'base', change: 'b', code: null, message: null },
    ]);
    expect(runs).toMatchObject([{ operation: 'deploy', state: 'failed', changes: 2, code: 'CHANGE_FAILED' }]);
    const ofBase = await readHistory({ ...database(), modules: ['base'] });
    expect(ofBase.events.map(({ change }) => change)).toEqual(['b', 'a']);
  });

  test('of a run whose process died says so, once the next one works', async () => {
    await initRegistry(database());
    await harness.database.client.query(
      `insert into pgpm_migrate.x_runs (operation, state, modules) values ('deploy', 'running', '{base}')`,
    );
    await harness.deploy(harness.workspace(shop));
    expect((await readHistory(database())).runs.map(({ state }) => state)).toEqual(['done', 'interrupted']);
  });

  test('of a database without a registry is empty', async () => {
    expect(await readHistory(database())).toEqual({ operation: 'history', events: [], runs: [] });
  });
});

test('list tells the state of each change', async () => {
  const workspace = harness.workspace(shop);
  await harness.deploy(workspace, { targets: ['base'] });
  workspace.write('modules/base/deploy/a.sql', 'select 1;');
  workspace.write(
    'modules/base/pgpm.plan',
    '%project=base\n\na\n@v1 2024-01-01T00:00:00Z dev <d@e.test>\nnew [a] # later\n',
  );
  const { modules } = await listChanges({ ...options(workspace), targets: ['base'] });
  expect(modules).toMatchObject([
    {
      module: 'base',
      changes: [
        { name: 'a', state: 'changed', tags: ['v1'] },
        { name: 'new', state: 'pending', deployedAt: undefined, requires: ['a'], note: 'later' },
        { name: 'b', state: 'orphaned' },
      ],
    },
  ]);
});

describe('dependencies', () => {
  test('are told in both directions, with what is deployed', async () => {
    const workspace = harness.workspace(shop);
    await harness.deploy(workspace, { targets: ['shop'], to: 'c' });
    const result = await dependenciesOf({ ...database(), workspace: openWorkspace(workspace.root), target: 'base:a' });
    expect(result).toEqual({
      operation: 'deps',
      change: 'base:a',
      isDeployed: true,
      requires: [],
      dependants: [
        { change: 'base:b', isDeployed: true, isDirect: true },
        { change: 'shop:c', isDeployed: true, isDirect: true },
        { change: 'shop:d', isDeployed: false, isDirect: false },
      ],
    });
    const back = await dependenciesOf({ workspace: openWorkspace(workspace.root), target: 'shop', to: 'HEAD' });
    expect(back.requires.map(({ change, isDirect }) => [change, isDirect])).toEqual([
      ['base:a', false],
      ['base:b', true],
      ['shop:c', true],
    ]);
    expect(back.isDeployed).toBeUndefined();
  });

  test('need a change', async () => {
    const workspace = openWorkspace(harness.workspace(shop).root);
    expect(await failure(dependenciesOf({ workspace, target: 'base' }))).toMatchObject({ code: 'INVALID_NAME' });
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
    expect(await failure(status(reader))).toMatchObject({ code: 'INSUFFICIENT_PRIVILEGE', fields: { user: role } });
    await initRegistry({ ...database(), grantRead: [role] });
    expect((await status(reader)).clean).toBe(true);
    expect((await verify(reader)).changes).toHaveLength(2);
    expect((await readHistory(reader)).events).toHaveLength(2);
    expect(await failure(revert({ ...reader, all: true }))).toMatchObject({
      code: 'CHANGE_FAILED',
      fields: { sqlState: '42501' },
    });
    workspace.write('modules/base/deploy/a.sql', 'select 1;');
    expect(await failure(rehash({ ...reader, workspace: openWorkspace(workspace.root) }))).toMatchObject({
      code: 'INSUFFICIENT_PRIVILEGE',
      fields: { user: role },
    });
  } finally {
    await client.query(`drop owned by ${role}; drop role ${role}`);
  }
});
