import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { moduleFiles } from './support/workspace.js';
import { databaseExecutors, everyModule, madeSchemas, stageForEach } from './support/stage.js';

const stage = stageForEach();
const run = databaseExecutors(stage);

/** What the registry says, without times. */
async function registry(): Promise<unknown> {
  const { rows: changes } = await stage.database.client.query(
    'select package, change_name, script_hash from pgpm_migrate.changes order by 1, 2',
  );
  const { rows: events } = await stage.database.client.query(
    'select event_type, package, change_name from pgpm_migrate.events order by 2, 3, 1',
  );
  const { rows: dependencies } = await stage.database.client.query(
    'select c.package, c.change_name, d.requires from pgpm_migrate.dependencies d join pgpm_migrate.changes c using (change_id) order by 1, 2, 3',
  );
  return { changes, events, dependencies };
}

test('deploy brings the module and everyModule it requires, and does nothing the second time', async () => {
  expect(await run.deploy.one(stage.workspace.root, 'top')).toBe(true);
  expect(await stage.database.column(madeSchemas)).toEqual(['four', 'one', 'three', 'two']);
  expect(stage.output.stdout()).toMatch(
    /\+ pgpm-base:one [\d.]+ ms\n\+ pgpm-base:two [\d.]+ ms\n\+ pgpm-middle:three [\d.]+ ms\n/,
  );
  expect(stage.output.stdout()).toContain('deployed 4 changes\nlook at it with: ');
  const before = await registry();
  expect(await run.deploy.one(stage.workspace.root, 'top')).toBe(true);
  expect(stage.output.stdout()).toContain('nothing to deploy, 4 changes in place');
  expect(await registry()).toEqual(before);
  expect(stage.output.stdout() + stage.output.stderr()).not.toContain(stage.database.password);
});

test('a batch leaves the same registry as single tasks', async () => {
  for (const folder of everyModule) await run.deploy.one(stage.workspace.root, folder);
  const singly = await registry();
  await run.revert.one(stage.workspace.root, 'base', { yes: true });
  await run.revert.one(stage.workspace.root, 'beside', { yes: true });
  await stage.database.client.query('truncate pgpm_migrate.events');
  expect(await run.deploy.many(stage.workspace.root, everyModule)).toEqual(
    everyModule.map((folder) => `${folder}:deploy success`),
  );
  expect(await registry()).toEqual(singly);
});

test('verify, status and revert work on what is deployed, single and as a batch', async () => {
  await run.deploy.many(stage.workspace.root, everyModule);
  expect(await run.verify.one(stage.workspace.root, 'top')).toBe(true);
  expect(await run.verify.many(stage.workspace.root, everyModule)).toEqual(
    everyModule.map((folder) => `${folder}:verify success`),
  );
  expect(await run.status.one(stage.workspace.root, 'base')).toBe(true);
  expect(stage.output.stdout()).toContain('pgpm-base  2/2 deployed');
  expect(await run.status.many(stage.workspace.root, everyModule)).toEqual(
    everyModule.map((folder) => `${folder}:status success`),
  );
  expect(stage.output.stdout()).toContain('4 modules up to date');
  expect(await run.revert.one(stage.workspace.root, 'middle', { yes: true })).toBe(true);
  expect(await stage.database.column(madeSchemas)).toEqual(['five', 'one', 'two']);
  expect(await run.revert.many(stage.workspace.root, everyModule, { yes: true })).toEqual(
    everyModule.map((folder) => `${folder}:revert success`),
  );
  expect(await stage.database.column(madeSchemas)).toEqual([]);
});

test('pgpm.json decides what no option says, as for the command line', async () => {
  const { workspace } = stage;
  const settings = { useTx: false, usePlan: false, logOnly: true };
  workspace.write({ 'pgpm.json': JSON.stringify({ packages: ['libs/*'], deployment: settings }) });
  expect(await run.deploy.one(workspace.root, 'base')).toBe(true);
  expect(await stage.database.column(madeSchemas)).toEqual([]);
  expect(stage.output.stdout()).toContain('recorded 2 changes without running anything');
  await stage.database.client.query('drop schema pgpm_migrate cascade');
  workspace.write(
    moduleFiles({ folder: 'base', changes: { one: [], two: ['one'] }, scripts: { 'deploy/two.sql': 'select 1/0;' } }),
  );
  expect(await run.deploy.one(workspace.root, 'base', { logOnly: false })).toBe(false);
  expect(stage.output.stderr()).toContain('kept: pgpm-base:one');
});

test('what left the plan is told by status, and reverted with the scripts that the registry keeps', async () => {
  const { workspace } = stage;
  await run.deploy.one(workspace.root, 'base');
  workspace.write(moduleFiles({ folder: 'base', changes: { one: [] } }));
  rmSync(join(workspace.root, 'libs/base/revert/two.sql'));
  expect(await run.status.one(workspace.root, 'base')).toBe(true);
  expect(stage.output.stdout()).toContain('warning ORPHANED_CHANGE in pgpm-base:two');
  expect(await run.revert.one(workspace.root, 'base', { yes: true })).toBe(false);
  expect(stage.output.stderr()).toContain('--orphans');
  expect(await run.revert.one(workspace.root, 'base', { yes: true, orphans: true })).toBe(true);
  expect(await stage.database.column(madeSchemas)).toEqual([]);
});

test('deploy stops at the target, and revert goes back to it', async () => {
  expect(await run.deploy.one(stage.workspace.root, 'base', { to: 'one' })).toBe(true);
  expect(await stage.database.column(madeSchemas)).toEqual(['one']);
  await run.deploy.one(stage.workspace.root, 'top');
  expect(await run.revert.one(stage.workspace.root, 'base', { to: 'one', yes: true })).toBe(true);
  expect(await stage.database.column(madeSchemas)).toEqual(['one']);
});

test('a script that fails costs its module and what requires it, in a batch', async () => {
  stage.workspace.write(
    moduleFiles({
      folder: 'middle',
      requires: ['pgpm-base'],
      changes: { three: ['pgpm-base:two'] },
      scripts: { 'deploy/three.sql': '-- Deploy\n\ncreate schema three;\nselect nonsense;\n' },
    }),
  );
  expect(await run.deploy.many(stage.workspace.root, everyModule)).toEqual([
    'base:deploy success',
    'beside:deploy success',
    'middle:deploy failure',
    'top:deploy failure',
  ]);
  expect(await stage.database.column(madeSchemas)).toEqual(['five', 'one', 'two']);
  expect(stage.output.stderr()).toContain('CHANGE_FAILED in pgpm-middle:three');
  expect(stage.output.stderr()).toContain('libs/middle/deploy/three.sql:4');
  expect(stage.output.stderr()).toContain('skipped pgpm-top: pgpm-middle failed');
  expect(stage.output.stderr().match(/CHANGE_FAILED/g)).toHaveLength(1);
});

test('a run in one transaction is everyModule or nothing', async () => {
  stage.workspace.write(
    moduleFiles({
      folder: 'top',
      requires: ['pgpm-middle'],
      changes: { four: [] },
      scripts: { 'deploy/four.sql': 'select nonsense;\n' },
    }),
  );
  expect(await run.deploy.many(stage.workspace.root, everyModule, { tx: 'run' })).toEqual([
    'base:deploy failure',
    'beside:deploy failure',
    'middle:deploy failure',
    'top:deploy failure',
  ]);
  expect(await stage.database.column(madeSchemas)).toEqual([]);
});

test('a failed verification names every module that failed, and no other', async () => {
  await run.deploy.many(stage.workspace.root, everyModule);
  await stage.database.client.query('drop schema four; drop schema five');
  expect(await run.verify.many(stage.workspace.root, everyModule)).toEqual([
    'base:verify success',
    'beside:verify failure',
    'middle:verify success',
    'top:verify failure',
  ]);
  expect(stage.output.stderr()).toContain('in pgpm-beside:five');
  expect(stage.output.stderr()).toContain('in pgpm-top:four');
});

test('a server of the user is not reverted without a word', async () => {
  await run.deploy.one(stage.workspace.root, 'top');
  expect(await run.revert.one(stage.workspace.root, 'base')).toBe(false);
  expect(stage.output.stderr()).toContain('CONFIRMATION_REQUIRED');
  expect(stage.output.stderr()).toContain('pgpm-top:four');
  expect(stage.output.stderr()).toContain('--yes');
  expect(await stage.database.column(madeSchemas)).toEqual(['four', 'one', 'three', 'two']);
});

test('a dry run changes nothing', async () => {
  expect(await run.deploy.one(stage.workspace.root, 'top', { dryRun: true })).toBe(true);
  expect(stage.output.stdout()).toMatch(
    /\+ pgpm-base:one\n(?:\+ .*\n){3}\n-- deploy pgpm-base:one\n[^]*create schema four;\nwould deploy 4 changes\n/,
  );
  expect(await stage.database.column(madeSchemas)).toEqual([]);
  await run.deploy.one(stage.workspace.root, 'top');
  expect(await run.revert.one(stage.workspace.root, 'top', { dryRun: true })).toBe(true);
  expect(stage.output.stdout()).toMatch(/- pgpm-top:four\n\n-- revert pgpm-top:four\n[^]*;\nwould revert 1 change\n/);
  expect(await stage.database.column(madeSchemas)).toEqual(['four', 'one', 'three', 'two']);
});

test('a missing database is created on request only', async () => {
  const missing = `${stage.database.name}_new`;
  expect(await run.deploy.one(stage.workspace.root, 'base', { database: missing })).toBe(false);
  expect(stage.output.stderr()).toContain('DATABASE_MISSING');
  expect(await run.deploy.one(stage.workspace.root, 'base', { database: missing, createdb: true })).toBe(true);
  await stage.database.client.query(`drop database ${missing} with (force)`);
});

test.each([
  ['a target that is not planned', { to: 'elsewhere' }, 'CHANGE_NOT_FOUND'],
  ['a tag that is not set', { to: '@v9' }, 'TAG_NOT_FOUND'],
])('%s is an error with its code', async (_case, options, code) => {
  expect(await run.deploy.one(stage.workspace.root, 'base', options)).toBe(false);
  expect(stage.output.stderr()).toContain(code);
  expect(await stage.database.column(madeSchemas)).toEqual([]);
});

test('json is one line with the whole result', async () => {
  await run.deploy.one(stage.workspace.root, 'base', { output: 'json' });
  expect(stage.output.stderr()).toBe('');
  expect(JSON.parse(stage.output.stdout())).toMatchObject({
    version: 1,
    operation: 'deploy',
    modules: ['pgpm-base'],
    database: { source: 'option' },
    success: true,
    result: {
      changes: [
        { package: 'pgpm-base', name: 'one' },
        { package: 'pgpm-base', name: 'two' },
      ],
    },
  });
  expect(stage.output.stdout()).not.toContain(stage.database.password);
});

test('json has the errors of a failed run', async () => {
  await run.deploy.one(stage.workspace.root, 'base', { output: 'json', to: 'elsewhere' });
  expect(stage.output.stderr()).toBe('');
  expect(JSON.parse(stage.output.stdout())).toMatchObject({
    success: false,
    errors: [{ code: 'CHANGE_NOT_FOUND', severity: 'error', module: 'pgpm-base' }],
  });
});

test('who does not want to wait for another run is told who holds the database', async () => {
  stage.workspace.write({ 'libs/base/deploy/one.sql': 'create schema one;\nselect pg_sleep(1.5);\n' });
  const first = run.deploy.one(stage.workspace.root, 'base');
  const sleeping = `select 1 from pg_stat_activity where datname = current_database() and state = 'active' and query like '%pg_sleep%' and pid <> pg_backend_pid()`;
  while ((await stage.database.column(sleeping)).length === 0) await sleep(20);
  expect(await run.deploy.one(stage.workspace.root, 'beside', { wait: 0 })).toBe(false);
  expect(stage.output.stderr()).toMatch(/error LOCKED.*: another run holds this database: pid \d+/);
  expect(await run.deploy.one(stage.workspace.root, 'beside', { wait: 30 })).toBe(true);
  expect(stage.output.stdout()).toMatch(/waiting for pid \d+/);
  expect(await first).toBe(true);
});
