import { dependenciesOf, initRegistry, listChanges, openWorkspace, readHistory } from '../../src/index.js';
import { failure } from '../support/errors.js';
import { Harness, shop } from '../support/harness.js';
import { type TemporaryWorkspace } from '../support/workspace.js';

const harness = new Harness();
const database = () => ({ database: harness.database.config });
const options = (workspace: TemporaryWorkspace) => ({
  ...database(),
  workspace: openWorkspace(workspace.root),
  targets: 'all' as const,
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

test('list calls half done only what is, not its namesake in another module', async () => {
  const half = '-- pgpm: no-transaction\ncreate table public.t ();\nselect 1 / 0;\n';
  const workspace = harness.workspace({
    m: { plan: ['same'], scripts: { same: { deploy: half } } },
    n: { plan: ['same'], scripts: { same: { deploy: 'select 1;' } } },
  });
  await expect(harness.deploy(workspace, { targets: ['m'] })).rejects.toMatchObject({ code: 'CHANGE_FAILED' });
  expect((await listChanges(options(workspace))).modules).toMatchObject([
    { module: 'm', changes: [{ name: 'same', state: 'partial' }] },
    { module: 'n', changes: [{ name: 'same', state: 'pending' }] },
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
