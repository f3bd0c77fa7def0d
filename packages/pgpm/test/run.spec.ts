import { chmodSync, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { createScratchDatabase, type ScratchDatabase } from './support/database.js';
import { pgpm, type Result, type RunOptions } from './support/pgpm.js';
import { shop, triplet } from './support/shop.js';
import { TemporaryWorkspace } from './support/workspace.js';

let workspace: TemporaryWorkspace;
let database: ScratchDatabase;
beforeEach(async () => {
  workspace = new TemporaryWorkspace(shop);
  database = await createScratchDatabase();
});
afterEach(async () => {
  workspace.remove();
  await database.teardown();
});

const run = (line: string, options: Partial<RunOptions> & { folder?: string } = {}): Promise<Result> =>
  pgpm(line.split(' '), {
    cwd: join(workspace.root, options.folder ?? '.'),
    env: { DATABASE_URL: database.url, ...options.env },
    when: options.when,
  });
const tables = (): Promise<readonly unknown[]> =>
  database.column(
    `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`,
  );

test('env ends as the command that it runs', async () => {
  const env = { DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none' };
  const ends = async (...command: string[]): Promise<number | null> =>
    (await pgpm(['env', '--', ...command], { cwd: workspace.root, env })).status;
  expect(await ends(process.execPath, '-e', 'process.exit(7)')).toBe(7);
  expect(await ends(process.execPath, '-e', 'process.kill(process.pid, "SIGTERM")')).toBe(143);
  const refused = async (command: string) => (await pgpm(['env', '--', command], { cwd: workspace.root, env })).stderr;
  expect(await refused('pgpm-none')).toContain('CLIENT_TOOL_MISSING');
  expect(await refused(workspace.root)).toContain('FILE_SYSTEM');
});

test('env leaves signals to the command that it runs, and with --json stdout to its line', async () => {
  const program = 'process.on("SIGTERM", () => process.exit(9)); setInterval(() => {}, 9999); console.log("up")';
  const { status, stdout, stderr } = await pgpm(['env', '--json', '--', process.execPath, '-e', program], {
    cwd: workspace.root,
    env: { DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none' },
    // The terminal tells a command of Ctrl-C; a supervisor tells this process of the end.
    when: { text: 'up', then: (child) => [child.kill('SIGINT'), child.kill('SIGTERM')] },
  });
  expect([status, stderr, JSON.parse(stdout)]).toMatchObject([9, 'up\n', { result: { status: 9 } }]);
});

test('deploy, status, verify and revert, as a new user would', async () => {
  const deployed = await run('deploy');
  expect(deployed).toMatchObject({ status: 0, stderr: '' });
  expect(deployed.stdout).toContain('(DATABASE_URL)');
  expect(deployed.stdout).toMatch(
    /\+ base:people .*\n\+ shop:books .*\n\+ shop:sales\/orders .*\ndeployed 3 changes\n/,
  );
  expect(deployed.all).not.toContain(database.password);
  expect(await tables()).toEqual(['books', 'people', 'sales_orders']);

  expect((await run('deploy')).stdout).toContain('nothing to deploy, 3 changes in place\n');
  expect((await run('status --check')).status).toBe(0);
  expect((await run('verify')).stdout).toContain('verified 3 changes\n');

  expect((await run('revert shop --to @v1 --yes')).stdout).toContain('reverted 1 change\n');
  expect(await tables()).toEqual(['books', 'people']);
  const status = await run('migrate status --check');
  expect(status.status).toBe(5);
  expect(status.stdout).toMatch(/base {2}1\/1 deployed @v1\nshop {2}1\/2 deployed @v1\n {2}pending: sales\/orders\n/);
});

test('a module is found from any folder in it, by any of its names, and with --cwd', async () => {
  const { stdout } = await run('deploy --to books --dry-run', { folder: 'modules/shop/deploy/sales' });
  expect(stdout).toMatch(/^\+ base:people\n\+ shop:books\n\n-- deploy base:people\n[^]*;\nwould deploy 2 changes\n/m);
  for (const name of ['base', '@store/base', 'modules/base']) {
    expect((await run(`deploy --package ${name} --dry-run`)).stdout).toContain('would deploy 1 change\n');
  }
  expect((await run('deploy base:people --dry-run')).stdout).toContain('would deploy 1 change\n');
  expect((await run('deploy --cwd modules/base --dry-run')).stdout).toContain('would deploy 1 change\n');
  expect((await run('deploy', { folder: 'modules' })).stderr).toContain('NOT_IN_WORKSPACE_MODULE');
  expect(await tables()).toEqual([]);
});

test('--json is one line with everything, and nothing else', async () => {
  const { status, stdout, stderr } = await run('deploy shop --json');
  expect({ status, stderr, lines: stdout.split('\n').length }).toEqual({ status: 0, stderr: '', lines: 2 });
  expect(JSON.parse(stdout)).toMatchObject({
    version: 1,
    operation: 'deploy',
    modules: ['shop'],
    database: { source: 'DATABASE_URL' },
    success: true,
    summary: 'deployed 3 changes',
    result: { changes: [{ package: 'base', name: 'people' }, { name: 'books' }, { name: 'sales/orders' }] },
  });
  expect(stdout).not.toContain(database.password);

  const failed = await run('deploy shop:nope --json');
  expect([failed.status, failed.stderr]).toEqual([3, '']);
  expect(JSON.parse(failed.stdout)).toMatchObject({
    success: false,
    modules: ['shop'],
    errors: [{ code: 'CHANGE_NOT_FOUND', file: 'modules/shop/pgpm.plan' }],
  });
});

test.each([
  ['deploy --no-recursive --package base', 1],
  ['deploy --recursive=false --package base', 1],
  ['deploy --package base --no-tx --usePlan --fast', 1],
  ['deploy --package base --no-usePlan --bundled', 1],
  ['deploy --package base --tx=change', 1],
])('%s', async (line, count) => {
  const { status, stdout } = await run(line);
  expect([status, stdout.includes(`deployed ${count} change`)]).toEqual([0, true]);
});

test('a log-only deploy records and runs nothing', async () => {
  expect(await run('deploy --package=shop --to=@v1 --logOnly')).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('recorded 2 changes without running anything\n'),
  });
  expect((await run('deploy --log-only')).status).toBe(0);
  expect(await tables()).toEqual([]);
  expect(await database.column('select change_name from pgpm_migrate.changes order by 1')).toEqual([
    'books',
    'people',
    'sales/orders',
  ]);
});

test('the SQL of a run goes to stdout alone, or to a file that is whole', async () => {
  const deploy = await run('deploy --plan-out -');
  expect(deploy.status).toBe(0);
  expect(deploy.stdout).toMatch(/^-- deploy of 3 changes in base, shop\n\\set ON_ERROR_STOP on\n/);
  expect(deploy.stderr).toMatch(/^database: .*\nwould deploy 3 changes\n$/);
  expect(JSON.parse((await run('deploy --plan-out - --json')).stdout)).toMatchObject({
    result: { sql: deploy.stdout },
  });
  expect((await run('deploy --plan-out run.sql')).stdout).toContain('+ shop:sales/orders\nwould deploy 3 changes\n');
  expect(workspace.read('run.sql')).toBe(deploy.stdout);
  expect([await tables(), workspace.read('-')]).toEqual([[], undefined]);

  await run('deploy');
  const revert = await run('revert shop --plan-out -');
  expect([revert.status, revert.stdout.startsWith('-- revert ')]).toEqual([0, true]);
  const failed = await run('deploy shop:nope --plan-out -');
  expect([failed.status, failed.stdout]).toEqual([3, '']);
  expect(await tables()).toHaveLength(3);
});

test('what nobody reads does not end a deploy', async () => {
  const result = await run('deploy', {
    when: { text: 'database: ', then: ({ stdout, stderr }) => [stdout, stderr].forEach((stream) => stream.destroy()) },
  });
  expect([result.status, (await tables()).length]).toEqual([0, 3]);
});

test('what psql prints has stdout for itself', async () => {
  const path = `${join(workspace.root, 'bin')}${delimiter}${process.env['PATH'] ?? ''}`;
  workspace.write({ 'bin/psql': '#!/bin/sh\necho "$PGDATABASE"\n' });
  chmodSync(join(workspace.root, 'bin/psql'), 0o755);
  const { stdout, stderr } = await run('server psql', { env: { PATH: path } });
  expect([stdout, stderr.startsWith('database: ')]).toEqual([`${database.name}\n`, true]);
});

test('a failing script is shown with its line, what went and what stayed; the exit code is 1', async () => {
  workspace.write({ 'modules/shop/deploy/sales/orders.sql': 'select 1;\ncreate table x (a nothing);\n' });
  const { status, stderr } = await run('deploy');
  expect(status).toBe(1);
  expect(stderr).toContain('error CHANGE_FAILED in shop:sales/orders');
  expect(stderr).toContain('modules/shop/deploy/sales/orders.sql:2:');
  expect(stderr).toContain('rolled back: shop:books');
  expect(stderr).toContain('kept: base:people');
  expect(await tables()).toEqual(['people']);
});

test('a failing verify is told, with exit code 1', async () => {
  await run('deploy');
  workspace.write({ 'modules/shop/verify/books.sql': "do $$ begin raise exception 'no books'; end $$;\n" });
  const { status, stderr } = await run('verify');
  expect([status, stderr.includes('no books')]).toEqual([1, true]);
});

test('a broken plan is told with all its lines, before anything is connected to', async () => {
  workspace.write({ 'modules/shop/pgpm.plan': '%project=shop\n\na b c\n@x\n' });
  const { status, stderr } = await run('deploy', { env: { DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none' } });
  expect([status, /PLAN_PARSE_ERROR|CONNECTION_FAILED/.exec(stderr)?.[0]]).toEqual([3, 'PLAN_PARSE_ERROR']);
  expect(stderr).toContain('Line 3');
  expect(stderr).toContain('Line 4');
});

test('a missing script is told before anything runs', async () => {
  workspace.write({ 'modules/shop/pgpm.plan': `${shop['modules/shop/pgpm.plan'] ?? ''}ghost\n` });
  const { status, stderr } = await run('deploy');
  expect([status, stderr.includes('SCRIPT_MISSING'), await tables()]).toEqual([3, true, []]);
});

test('no server: exit code 1, the reason, and no secret', async () => {
  const { status, all } = await run('deploy', { env: { DATABASE_URL: 'postgresql://ann:hush-hush@127.0.0.1:1/app' } });
  expect([status, all.includes('CONNECTION_FAILED'), all.includes('hush')]).toEqual([1, true, false]);
});

test('a missing database is told, and made with --createdb', async () => {
  const url = database.url.replace(database.name, `${database.name}_new`);
  const missing = await run('deploy base', { env: { DATABASE_URL: url } });
  expect([missing.status, missing.stderr.includes('DATABASE_MISSING')]).toEqual([1, true]);
  expect((await run('deploy base --createdb', { env: { DATABASE_URL: url } })).status).toBe(0);
  await database.query(`drop database ${database.name}_new`);
});

test('a revert without a terminal has to be confirmed in advance; nothing is reverted', async () => {
  await run('deploy');
  const { status, stderr } = await run('revert base');
  expect(status).toBe(2);
  expect(stderr).toContain('CONFIRMATION_REQUIRED');
  expect(stderr).toContain('shop:sales/orders, shop:books, base:people');
  expect(stderr).toMatch(/removes table \S+ with 0 rows/);
  expect(await tables()).toHaveLength(3);
  const all = await run('revert --yes');
  expect([all.status, all.stderr.includes('--all')]).toEqual([2, true]);
  expect(JSON.parse((await run('revert --all --dry-run --json')).stdout)).toMatchObject({ modules: ['base', 'shop'] });
  expect((await run('revert --all --yes')).stdout).toContain('reverted 3 changes');
  expect(await tables()).toEqual([]);
});

test.each(['--wait 0', '--no-wait'])(
  'a deploy %s that is locked out tells who holds the lock; the exit code is 4',
  async (wait) => {
    await database.query(`select pg_advisory_lock(1885827181, hashtext('pgpm_migrate'))`);
    const { status, stderr } = await run(`deploy ${wait}`);
    expect([status, stderr.includes('LOCKED')]).toEqual([4, true]);
  },
);

test('Ctrl-C rolls back; the process ends as by that signal', async () => {
  workspace.write({
    'modules/shop/deploy/books.sql': "create table books (id int);\ndo $$ begin raise warning 'asleep'; end $$;\n",
    ...triplet('shop', 'sales/orders', []),
  });
  workspace.write({ 'modules/shop/deploy/sales/orders.sql': 'select pg_sleep(600);\n' });
  const result = await run('deploy', { when: { text: 'is running for', then: (child) => child.kill('SIGINT') } });
  expect({ status: result.status, signal: result.signal }).toEqual({ status: null, signal: 'SIGINT' });
  expect(result.stderr).toContain('CANCELLED');
  expect(await tables()).toEqual(['people']);
  // The server sees that the process is gone a moment later than we do; other databases have locks of their own.
  const held = `select pid from pg_locks where locktype = 'advisory'
    and database = (select oid from pg_database where datname = current_database())`;
  while ((await database.column(held)).length > 0);
});

test('an unknown module is told with similar names', async () => {
  const { status, stderr } = await run('deploy shpo');
  expect([status, stderr.includes('MODULE_NOT_FOUND'), stderr.includes('did you mean shop')]).toEqual([3, true, true]);
});

test('package writes the SQL of an extension and a bundle', async () => {
  const { status, stdout } = await run('package --package shop');
  expect([status, stdout]).toEqual([
    0,
    'modules/shop/sql/shop--1.0.0.sql\nmodules/shop/sql/shop--1.0.0.bundle.tar.gz\n' +
      'packaged shop 1.0.0: 2 changes in shop--1.0.0.sql\npackaged 1 module\n',
  ]);
  expect(workspace.read('modules/shop/sql/shop--1.0.0.sql')).toContain('create table public.books');
  await run('package --out dist/sql');
  expect(existsSync(join(workspace.root, 'modules/base/dist/sql/base--1.0.0.sql'))).toBe(true);
});

test('package --check sees what is missing, edited or of another version', async () => {
  const missing = await run('package --check --package shop');
  expect([missing.status, missing.stdout.match(/PACKAGE_DRIFT/g)?.length]).toEqual([5, 2]);
  await run('package');
  expect((await run('package --check')).status).toBe(0);
  workspace.write({ 'modules/shop/deploy/books.sql': 'create table public.books (id bigint);\n' });
  expect((await run('package --check')).stdout).toContain('modules/shop/sql/shop--1.0.0.sql: out-of-sync');
  const control = (shop['modules/base/base.control'] ?? '').replace('1.0.0', '0.9.0');
  workspace.write({ 'modules/base/base.control': control });
  expect((await run('package --check --package base')).stdout).toContain('VERSION_SKEW');
  expect(workspace.read('modules/base/base.control')).toBe(control);
});
