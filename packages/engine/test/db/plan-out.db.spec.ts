import { deploy, openWorkspace, revert, status, type DeployOptions, type RevertOptions } from '../../src/index.js';
import { Harness } from '../support/harness.js';
import { runFile } from '../support/psql.js';
import { table, type ModuleFiles, type TemporaryWorkspace } from '../support/workspace.js';

const harness = new Harness();
const stamp = '2024-01-01T00:00:00Z dev <dev@example.test>';

const modules: Readonly<Record<string, ModuleFiles>> = {
  base: {
    plan: ['a', `@v1 ${stamp}`, 'schemas/é/b [a]', `it's [a]`],
    scripts: {
      a: { deploy: 'BEGIN;\ncreate table public.a (note text);\nCOMMIT;', revert: 'drop table public.a;' },
      'schemas/é/b': {
        deploy: `-- pgpm: timeout 5s\n\ninsert into public.a values ('é \\ "x" :HOST ''it'''), (current_setting('statement_timeout'))`,
        revert: 'delete from public.a; -- the end',
      },
      [`it's`]: {
        deploy: `set search_path = pg_temp;\ncreate temporary table scratch ();\nset role pg_monitor; -- no end`,
        revert: 'select 1;',
      },
    },
  },
  shop: {
    plan: ['c [base:@v1]', 'i [c]', 'd [c base:schemas/é/b]'],
    requires: ['base', 'citext'],
    scripts: {
      c: { deploy: 'create table public.c (n int, p text default current_user);', revert: 'drop table public.c;' },
      i: {
        deploy: `-- pgpm: no-transaction\n\ninsert into public.c values (1);
          create index concurrently c_n on public.c (n);
          begin; insert into public.c values (2); commit;
          do $$ begin insert into public.c values (3); commit; end $$;`,
        revert: '-- pgpm: no-transaction\n\ndrop index concurrently public.c_n;',
      },
      d: table('d'),
    },
  },
};

/** Everything that a run leaves, but times and who ran it. */
async function remains(): Promise<unknown> {
  const { database } = harness;
  const rows = (sql: string) => database.rows(sql);
  return {
    tables: await harness.tables(),
    notes: await rows('select * from public.a order by 1').catch(() => []),
    numbers: await rows('select * from public.c order by 1').catch(() => []),
    indexes: await rows(`select indexname from pg_indexes where schemaname = 'public' order by 1`),
    extensions: await rows('select extname from pg_extension order by 1'),
    packages: await rows('select package from pgpm_migrate.packages order by created_at'),
    changes: await rows(
      'select change_id, change_name, package, script_hash from pgpm_migrate.changes order by deployed_at',
    ),
    dependencies: await rows('select * from pgpm_migrate.dependencies order by 1, 2'),
    events: await rows(
      'select event_type, change_name, package, error_code from pgpm_migrate.events order by event_id',
    ),
    scripts: await rows('select * from pgpm_migrate.x_scripts order by 1'),
    statements: await rows('select * from pgpm_migrate.x_statements'),
    runs: await rows('select operation, state, modules, changes from pgpm_migrate.x_runs order by run_id'),
    meta: await rows('select * from pgpm_migrate.x_meta order by 1'),
  };
}

const options = (workspace: TemporaryWorkspace) => ({
  workspace: openWorkspace(workspace.root),
  targets: ['shop'],
  database: harness.database.config,
});

async function deployFile(workspace: TemporaryWorkspace, more: Partial<DeployOptions> = {}): Promise<string> {
  const pieces: string[] = [];
  const planned = await deploy({ ...options(workspace), ...more, planOut: (sql) => pieces.push(sql) });
  expect(planned.dryRun).toBe(true);
  return pieces.join('');
}
async function revertFile(workspace: TemporaryWorkspace, more: Partial<RevertOptions> = {}): Promise<string> {
  const pieces: string[] = [];
  await revert({ ...options(workspace), ...more, planOut: (sql) => pieces.push(sql) });
  return pieces.join('');
}
async function emptyDatabase(): Promise<void> {
  await harness.database.client.query(
    'drop schema if exists pgpm_migrate cascade; drop extension if exists citext; drop schema public cascade; create schema public',
  );
}
const done = { isDone: true, message: expect.not.stringContaining('ERROR') };

test.each([
  ['per module', { tx: 'module' }],
  ['per change', { tx: 'change' }],
  ['for the run', { tx: 'run', targets: ['base'] }],
  ['up to a tag', { targets: ['base'], to: '@v1' }],
  ['without running scripts', { logOnly: true }],
  ['without keeping revert scripts', { keepScripts: false }],
] as const)('a deploy as a file leaves what the deploy leaves: %s', async (_name, more) => {
  const workspace = harness.workspace(modules);
  await deploy({ ...options(workspace), ...more });
  const expected = await remains();
  await emptyDatabase();

  const file = await deployFile(workspace, more);
  expect(await harness.database.column(`select to_regnamespace('pgpm_migrate')::text`)).toEqual([null]);
  expect(await runFile(harness.database.config, file)).toEqual(done);
  expect(await remains()).toEqual(expected);
});

test('a file for the rest of a deploy, and one for the way back', async () => {
  const workspace = harness.workspace(modules);
  await deploy({ ...options(workspace), targets: ['base'] });
  await deploy(options(workspace));
  await revert({ ...options(workspace), targets: ['base'], to: '@v1', tx: 'module' });
  const expected = await remains();
  await emptyDatabase();

  await deploy({ ...options(workspace), targets: ['base'] });
  expect(await runFile(harness.database.config, await deployFile(workspace))).toEqual(done);
  const back = await revertFile(workspace, { targets: ['base'], to: '@v1', tx: 'module' });
  expect(await runFile(harness.database.config, back)).toEqual(done);
  expect(await remains()).toEqual(expected);
});

test('a file for a change that was reworked after its deploy', async () => {
  const text = (n: number) => ({ deploy: `create or replace view public.v as select ${n} as n;`, revert: 'select 1;' });
  await harness.deploy(harness.workspace({ shop: { plan: ['v', `@v1 ${stamp}`], scripts: { v: text(1) } } }));
  const workspace = harness.workspace({
    shop: { plan: ['v', `@v1 ${stamp}`, 'v [v@v1]'], scripts: { 'v@v1': text(1), v: text(2) } },
  });
  expect(await runFile(harness.database.config, await deployFile(workspace))).toEqual(done);
  expect(await harness.changes()).toEqual(['shop:v@v1', 'shop:v']);
  expect(await status(options(workspace))).toMatchObject({ clean: true });
});

test('a file does not run twice, nor on a registry that has changed since', async () => {
  const workspace = harness.workspace(modules);
  const file = await deployFile(workspace);
  expect(await runFile(harness.database.config, file)).toEqual(done);
  const left = await remains();
  const refused = { isDone: false, message: expect.stringContaining('not as it was when this file was written') };
  expect(await runFile(harness.database.config, file)).toEqual(refused);

  const back = await revertFile(workspace, { tx: 'module' });
  await deploy({
    ...options(harness.workspace({ other: { plan: ['x'], scripts: { x: table('x') } } })),
    targets: ['other'],
  });
  expect(await runFile(harness.database.config, back)).toEqual(refused);
  expect(await remains()).toMatchObject({ statements: [], numbers: (left as { numbers: unknown }).numbers });
});

test('a file that fails half way leaves what the deploy would, and the deploy goes on', async () => {
  const workspace = harness.workspace(modules);
  workspace.write(
    'modules/shop/deploy/i.sql',
    '-- pgpm: no-transaction\n\ninsert into public.c values (1);\nselect 1/0;\ninsert into public.c values (2);',
  );
  const { isDone, message } = await runFile(harness.database.config, await deployFile(workspace));
  expect(isDone).toBe(false);
  expect(message).toContain('division by zero');
  expect((await status(options(workspace))).modules).toMatchObject([
    { module: 'base', pending: [] },
    { module: 'shop', pending: ['i', 'd'], partial: [{ change: 'i', executed: 1 }] },
  ]);
  workspace.write(
    'modules/shop/deploy/i.sql',
    '-- pgpm: no-transaction\n\ninsert into public.c values (1);\ninsert into public.c values (2);',
  );
  await deploy(options(workspace));
  expect(await harness.database.column('select n from public.c order by 1')).toEqual([1, 2]);
});

test('a file for the rest of a script without a transaction makes the settings of its beginning again', async () => {
  const script = (third: string): string =>
    `-- pgpm: no-transaction\n\ncreate schema app;\nset search_path = app;\n${third};\ncreate table t ();`;
  const scripts = { a: { deploy: script('select 1/0'), revert: 'select 1;' } };
  const workspace = harness.workspace({ m: { plan: ['a'], scripts } });
  await expect(harness.deploy(workspace)).rejects.toThrow('division by zero');
  workspace.write('modules/m/deploy/a.sql', script('select 1'));
  const file = await deployFile(workspace, { targets: ['m'] });
  expect(await runFile(harness.database.config, file)).toEqual(done);
  expect(await harness.database.column(`select to_regclass('app.t')::text`)).toEqual(['app.t']);
});

test.each([
  ['standard_conforming_strings = off', ' \\', ' \\! exit 1 '],
  [`client_encoding = 'SJIS'`, 'Á', 'b'],
])('a script cannot change how psql reads the rest of it: set %s', async (setting, first, second) => {
  const insert = (note: string): string => `insert into public.a values ('${note}');\n`;
  const text = `set ${setting};\n${insert(first)}${insert(second)}`;
  const revert = 'select 1;';
  const scripts = {
    a: { deploy: 'create table public.a (note text);', revert },
    b: { deploy: text, revert },
    c: { deploy: `-- pgpm: no-transaction\n\n${text}`, revert },
  };
  const workspace = harness.workspace({ m: { plan: ['a', 'b', 'c'], scripts } });
  const file = await deployFile(workspace, { targets: ['m'] });
  expect(await runFile(harness.database.config, file)).toEqual(done);
  expect(await harness.database.column('select note from public.a')).toEqual([first, second, first, second]);
});

test('a script cannot name a variable of psql', async () => {
  const deploy = 'create table public.a as select (array[1, 2, 3])[1:PORT]::text as note from (select 2 as port) as p;';
  const workspace = harness.workspace({ m: { plan: ['a'], scripts: { a: { deploy, revert: 'select 1;' } } } });
  const file = await deployFile(workspace, { targets: ['m'] });
  expect(await runFile(harness.database.config, file)).toEqual(done);
  expect(await harness.database.column('select note from public.a')).toEqual(['{1,2}']);
});

test('nothing to do is a file that does nothing', async () => {
  const workspace = harness.workspace(modules);
  await deploy(options(workspace));
  const left = await remains();
  expect(await runFile(harness.database.config, await deployFile(workspace))).toEqual(done);
  expect(await remains()).toEqual(left);
});
