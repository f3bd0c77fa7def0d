import {
  baseline,
  baselineSql,
  initRegistry,
  openWorkspace,
  readHistory,
  rehash,
  repair,
  revert,
  status,
} from '../../src/index.js';
import { failure } from '../support/errors.js';
import { Harness, shop } from '../support/harness.js';
import { deployByReference, sharedRows } from '../support/registry.js';
import { table, type TemporaryWorkspace } from '../support/workspace.js';

const harness = new Harness();
const database = () => ({ database: harness.database.config });
const options = (workspace: TemporaryWorkspace) => ({
  ...database(),
  workspace: openWorkspace(workspace.root),
  targets: 'all' as const,
});

describe('baseline', () => {
  test('records what a deploy would, runs nothing, and leaves extensions alone', async () => {
    const workspace = harness.workspace(shop);
    await harness.deploy(workspace);
    const deployed = await sharedRows(harness.database);
    await harness.database.client.query(
      'drop schema pgpm_migrate cascade; drop schema public cascade; create schema public; drop extension if exists citext',
    );
    const { changes } = await baseline({ ...options(workspace), targets: ['shop'] });
    expect(changes).toHaveLength(4);
    expect(await sharedRows(harness.database)).toEqual(deployed);
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
    const recorded = await sharedRows(harness.database);
    await harness.database.client.query('drop schema pgpm_migrate cascade');
    await initRegistry(database());
    const sql = await baselineSql({ workspace: openWorkspace(workspace.root), targets: 'all' });
    await harness.database.client.query(sql);
    await harness.database.client.query(sql);
    expect(await sharedRows(harness.database)).toEqual(recorded);
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
    await deployByReference(harness.database, workspace, 'base');
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

  test('what nobody decides about is left, and not called repaired', async () => {
    const workspace = await halfDone();
    const left = '1 script half done: say what has run with --statements';
    expect((await repair(options(workspace))).summary).toBe(`repaired: 1 run never ended; ${left}`);
    expect((await repair(options(workspace))).summary).toBe(`nothing to repair; ${left}`);
  });

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
      summary: 'repaired: 1 run never ended, 1 script half done',
    });
    await harness.deploy(workspace);
    expect(await harness.database.column('select n from public.log order by 1')).toEqual(expected);
    expect((await readHistory(database())).runs.map(({ state }) => state)).not.toContain('running');
  });
});
