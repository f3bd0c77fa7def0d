import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { openWorkspace, revert, type RevertOptions } from '../../src/index.js';
import { failure } from '../support/errors.js';
import { Harness, shop } from '../support/harness.js';
import { table, type TemporaryWorkspace } from '../support/workspace.js';

const harness = new Harness();
const run = (workspace: TemporaryWorkspace, options: Partial<RevertOptions>) =>
  revert({
    workspace: openWorkspace(workspace.root),
    targets: ['base'],
    database: harness.database.config,
    orphans: true,
    ...options,
  });
const kept = (): Promise<readonly unknown[]> =>
  harness.database.column(
    `select c.change_name from pgpm_migrate.x_scripts as s join pgpm_migrate.changes as c using (change_id) order by 1`,
  );
const removeModule = (workspace: TemporaryWorkspace, name: string): void =>
  rmSync(join(workspace.root, 'modules', name), { recursive: true });

test('revert scripts are kept at the deploy, gone with their change, and not kept when told so', async () => {
  const workspace = harness.workspace(shop);
  await harness.deploy(workspace, { targets: ['base'] });
  expect(await kept()).toEqual(['a', 'b']);
  expect(await harness.database.column('select revert from pgpm_migrate.x_scripts order by 1')).toEqual([
    table('a').revert,
    table('b').revert,
  ]);
  await harness.deploy(workspace, { keepScripts: false });
  expect(await kept()).toEqual(['a', 'b']);
  await run(workspace, { to: 'a', orphans: false });
  expect(await kept()).toEqual(['a']);
});

test('changes that left the plan go with the scripts that were kept, and nothing else', async () => {
  const workspace = harness.workspace(shop);
  await harness.deploy(workspace, { targets: ['base'] });
  workspace.write('modules/base/pgpm.plan', '%project=base\n\na\n');
  rmSync(join(workspace.root, 'modules/base/revert/b.sql'));
  const without = await run(workspace, { to: 'HEAD', orphans: false });
  expect([without.changes, without.warnings.map(({ code }) => code)]).toEqual([[], ['ORPHANED_CHANGE']]);
  const { changes, warnings } = await run(workspace, { to: 'HEAD' });
  expect(warnings).toEqual([]);
  expect(changes.map(({ name }) => name)).toEqual(['b']);
  expect(await harness.tables()).toEqual(['a']);
});

test('a module that left the workspace goes with what it required', async () => {
  const workspace = harness.workspace(shop);
  await harness.deploy(workspace);
  removeModule(workspace, 'shop');
  expect(await failure(run(workspace, { orphans: false }))).toMatchObject({ code: 'DEPENDENT_MODULE_MISSING' });
  const { changes } = await run(workspace, {});
  expect(changes.map(({ package: name, name: change }) => `${name}:${change}`)).toEqual([
    'shop:d',
    'shop:c',
    'base:b',
    'base:a',
  ]);
  expect(await harness.tables()).toEqual([]);
});

test('everything includes modules that left the workspace', async () => {
  const workspace = harness.workspace({ ...shop, other: { plan: ['x'], scripts: { x: table('x') } } });
  await harness.deploy(workspace);
  removeModule(workspace, 'other');
  await run(workspace, { targets: 'all', all: true });
  expect(await harness.tables()).toEqual([]);
  expect(await harness.changes()).toEqual([]);
});

test('without a kept script it says which changes nobody can revert', async () => {
  const workspace = harness.workspace(shop);
  await harness.deploy(workspace, { keepScripts: false });
  removeModule(workspace, 'shop');
  expect(await failure(run(workspace, {}))).toMatchObject({
    code: 'DEPENDENT_MODULE_MISSING',
    fields: { dependants: ['shop:d', 'shop:c'] },
  });
  workspace.write('modules/base/pgpm.plan', '%project=base\n\na\n');
  workspace.addModule('shop', shop['shop']!);
  rmSync(join(workspace.root, 'modules/base/revert/b.sql'));
  workspace.write('modules/shop/pgpm.plan', '%project=shop\n\nc [base:a]\n');
  expect(await failure(run(workspace, { to: 'HEAD' }))).toMatchObject({
    code: 'SCRIPT_MISSING',
    change: 'b',
    hint: expect.stringContaining('delete from pgpm_migrate.changes'),
  });
});

test.each([
  ['irreversible', '-- pgpm: irreversible\n', 'IRREVERSIBLE'],
  ['broken', '\\i other.sql\n', 'UNSUPPORTED_PSQL'],
])('a kept script that is %s is refused', async (_name, text, code) => {
  const workspace = harness.workspace({
    base: { plan: ['a', 'b'], scripts: { a: table('a'), b: { ...table('b'), revert: text } } },
  });
  await harness.deploy(workspace);
  workspace.write('modules/base/pgpm.plan', '%project=base\n\na\n');
  expect(await failure(run(workspace, { to: 'HEAD' }))).toMatchObject({ code, change: 'b' });
  expect(await harness.tables()).toEqual(['a', 'b']);
});

test('a failing kept script says where it comes from', async () => {
  const workspace = harness.workspace({
    base: { plan: ['a', 'b'], scripts: { a: table('a'), b: { ...table('b'), revert: 'select 1;\nselect 1/0;' } } },
  });
  await harness.deploy(workspace);
  workspace.write('modules/base/pgpm.plan', '%project=base\n\na\n');
  expect(await failure(run(workspace, { to: 'HEAD' }))).toMatchObject({
    code: 'CHANGE_FAILED',
    place: { file: 'pgpm_migrate.x_scripts/base/revert/b.sql', line: 2 },
  });
});
