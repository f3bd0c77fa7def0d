import { execFile, execFileSync } from 'node:child_process';
import { chmodSync, lstatSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createScratchDatabase, type ScratchDatabase } from './support/database.js';
import { pgpm, type Result } from './support/pgpm.js';
import { shop } from './support/shop.js';
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
const run = (line: string, env: Readonly<Record<string, string>> = {}): Promise<Result> =>
  pgpm(line.split(' '), { cwd: workspace.root, env: { DATABASE_URL: database.url, ...env } });
const recorded = (): Promise<readonly unknown[]> =>
  database.column(`select package || ':' || change_name from pgpm_migrate.changes order by deployed_at`);

test('list shows the changes with their state', async () => {
  await run('deploy shop --to books');
  workspace.write({ 'modules/shop/deploy/books.sql': `${shop['modules/shop/deploy/books.sql'] ?? ''}-- edited\n` });
  const { stdout } = await run('migrate list');
  expect(stdout).toMatch(/base: 1 deployed\n {2}\+ people @v1 {2}20/);
  expect(stdout).toMatch(/shop: 1 changed, 1 pending\n {2}~ books @v1 \(changed\) .*\n {4}sales\/orders \(pending\)\n/);
  expect((await run('list --summary')).stdout).toContain('base: 1 deployed\nshop: 1 changed, 1 pending\n3 changes\n');
  expect((await run('list shop --limit 1')).stdout).toContain('  … 1 before\n    sales/orders (pending)\n');
});

test('deps shows both directions, and what is deployed where that is asked for', async () => {
  const text = (await run('deps shop:books')).stdout;
  expect(text).toBe(
    'shop:books requires\n  base:people\nshop:books is required by\n  shop:sales/orders\nrequires 1 change, required by 1\n',
  );
  expect((await run('deps people --package base')).stdout).toContain('  shop:books\n  shop:sales/orders\n');
  await run('deploy base');
  expect((await run('deps base:people --deployed')).stdout).toContain('  shop:books (not deployed)\n');
  expect(JSON.parse((await run('deps base:people --json')).stdout)).toMatchObject({ modules: ['base'] });
  const unnamed = await run('deps --package base');
  expect([unnamed.status, unnamed.stderr.includes('pgpm list')]).toEqual([2, true]);
  expect((await run('deps shop:boks')).stderr).toContain('CHANGE_NOT_FOUND');
  for (const target of ['a:b:c', 'base:people:x']) {
    expect((await run(`deps ${target}`)).stderr).toContain(`INVALID_NAME: Invalid target name: ${target}`);
  }
});

test('log shows what happened, failures included', async () => {
  workspace.write({ 'modules/shop/deploy/sales/orders.sql': 'select nothing;\n' });
  await run('deploy');
  const { stdout } = await run('log');
  expect(stdout).toMatch(/Z ! shop:sales\/orders {2}failed with 42703: column "nothing" does not exist\n/);
  expect(stdout).toMatch(/Z \+ base:people\n/);
  expect((await run('log --package base --package nowhere')).stdout).toContain('base:');
  expect((await run('log --package base')).stdout).not.toContain('shop:');
  expect((await run('log --module base')).stdout).not.toContain('shop:');
});

test('a registry that would be made is told, and not made', async () => {
  const dry = await run('migrate init --dry-run --grant-read pg_monitor');
  expect(dry).toMatchObject({ status: 0, stderr: '' });
  expect(dry.stdout).toContain('would make schema pgpm_migrate; pg_monitor could read it\n');
  expect(await database.column(`select to_regnamespace('pgpm_migrate')::text`)).toEqual([null]);
});

test('a registry is made once, and read by whom it is granted to', async () => {
  expect((await run('migrate init --grant-read pg_monitor')).stdout).toContain('made schema pgpm_migrate');
  expect((await run('migrate init')).stdout).toContain('the registry is there\n');
  expect((await run('migrate init --grant-read nobody_of_that_name')).stderr).toContain('ROLE_MISSING');
  expect((await run('migrate upgrade')).stdout).toContain('the registry is up to date\n');
  await database.query('drop table pgpm_migrate.x_scripts');
  expect((await run('migrate upgrade --dry-run')).stdout).toContain('would add table x_scripts\n');
  const asked = await run('migrate upgrade');
  expect([asked.status, asked.stderr.includes('it concerns add table x_scripts')]).toEqual([2, true]);
  expect((await run('migrate upgrade --yes')).stdout).toContain('add table x_scripts\n');
  expect((await run('migrate upgrade --yes')).stdout).toContain('the registry is up to date\n');
});

test('a baseline records without running, after it was confirmed; or is SQL that does the same', async () => {
  const asked = await run('migrate baseline shop --to books');
  expect([asked.status, asked.stderr.includes('base:people, shop:books')]).toEqual([2, true]);
  expect((await run('migrate baseline shop --to books --yes')).stdout).toContain('recorded 2 changes as deployed\n');
  expect(await recorded()).toEqual(['base:people', 'shop:books']);
  const { stdout } = await run('migrate baseline --emit-ledger -', { DATABASE_URL: '' });
  await database.query(stdout);
  expect(await recorded()).toEqual(['base:people', 'shop:books', 'shop:sales/orders']);
});

test('an edited script is accepted with rehash; a renamed change with repair', async () => {
  await run('deploy');
  workspace.write({ 'modules/shop/deploy/books.sql': `${shop['modules/shop/deploy/books.sql'] ?? ''}-- edited\n` });
  expect((await run('status --check')).status).toBe(5);
  expect((await run('migrate rehash')).status).toBe(2);
  expect((await run('migrate rehash --yes')).stdout).toContain('shop:books\naccepted 1 script');
  expect((await run('status --check')).status).toBe(0);

  // The header names the change, so that a renamed script has another text; only an equal one tells what it was.
  workspace.write({ 'modules/base/deploy/people.sql': 'create table public.people (id int);\n' });
  await run('migrate rehash --yes');
  expect((await run('rename persons --package base --change people --force')).status).toBe(0);
  expect((await run('migrate repair --yes')).stdout).toContain('base:people is base:persons now');
  expect(await recorded()).toContain('base:persons');
});

test('--plan-out writes what would run, for psql', async () => {
  const { status, stdout } = await run('deploy --plan-out plan.sql');
  expect([status, stdout.includes('would deploy 3 changes')]).toEqual([0, true]);
  expect(workspace.read('plan.sql')).toContain('create table public.books');
  expect(await database.column(`select to_regclass('public.books')::text`)).toEqual([null]);
  await run('deploy');
  expect((await run('revert shop --plan-out back.sql')).status).toBe(0);
  expect(workspace.read('back.sql')).toContain('drop table public.books');
  expect(workspace.read('back.sql.unfinished')).toBeUndefined();
  expect((await run(`deploy --plan-out ${join('none', 'plan.sql')}`)).stderr).toContain('FILE_SYSTEM');
});

test('--plan-out writes through a link and into a pipe, and keeps the mode of a file', async () => {
  workspace.write({ 'plan.sql': '' });
  const file = join(workspace.root, 'plan.sql');
  const link = join(workspace.root, 'link.sql');
  const pipe = join(workspace.root, 'pipe');
  chmodSync(file, 0o600);
  symlinkSync('plan.sql', link);
  await run('deploy --plan-out link.sql');
  expect([lstatSync(link).isSymbolicLink(), lstatSync(file).mode & 0o777]).toEqual([true, 0o600]);
  expect(workspace.read('plan.sql')).toContain('create table public.books');
  execFileSync('mkfifo', [pipe]);
  const reader = promisify(execFile)('cat', [pipe], { timeout: 10_000 });
  await run('deploy --plan-out pipe');
  expect((await reader).stdout).toContain('create table public.books');
});

test('--plan-out follows no link that stands in the place of its unfinished file', async () => {
  workspace.write({ victim: 'kept' });
  symlinkSync('victim', join(workspace.root, 'plan.sql.unfinished'));
  await run('deploy --plan-out plan.sql');
  expect(workspace.read('victim')).toBe('kept');
  expect(workspace.read('plan.sql')).toContain('create table public.books');
});

test('timeouts are durations', async () => {
  expect((await run('deploy --lock-timeout 2s --statement-timeout 5min')).status).toBe(0);
  expect((await run('deploy --lock-timeout soon')).status).toBe(2);
});

test('config tells what is in force and from where, and no secret', async () => {
  workspace.write({
    'pgpm.json':
      '{ "packages": ["modules/*"], "package": [], "pg": { "port": 1, "password": "hush" }, "engine": "pglite", ' +
      '"deployment": { "hashMethod": "ast" }, "db": { "prefix": "x" } }',
  });
  const { status, stdout } = await run('config --explain', { PGTZ: 'UTC', PGDATESTYLE: 'ISO' });
  expect(status).toBe(0);
  const at = database.url.replace(/^.*@/, '');
  expect(stdout).toMatch(new RegExp(`^database .*@${at} \\(DATABASE_URL\\) {2}\\(environment\\)$`, 'm'));
  expect(stdout).toMatch(/^packages .*\["modules\/\*"\] {2}\(pgpm\.json\)$/m);
  expect(stdout).toMatch(/^deployment\.useTx +true {2}\(default\)$/m);
  expect(stdout).toMatch(/^deployment\.hashMethod +ast {2}\(pgpm\.json\)$/m);
  expect(stdout).toMatch(/^pg\.password +\(set\) {2}\(pgpm\.json\)$/m);
  expect(stdout).toMatch(/^DATABASE_URL +\(set\) {2}\(environment\)$/m);
  expect(stdout).toContain('CONFIG_UNKNOWN_KEY');
  expect(stdout).toMatch(/^without effect, for other tools: engine, db, PGDATESTYLE, PGTZ$/m);
  for (const secret of ['hush', database.password]) expect(stdout).not.toContain(secret);
  const other = await run('config', { DATABASE_URL: '' });
  expect(other.stdout).toMatch(/^database +–$/m);
  expect(other.stdout).toContain('DATABASE_NOT_SPECIFIED');
  const named = await run('config --database shop', { DATABASE_URL: '' });
  expect(named.stdout).toMatch(/^database .*:1\/shop \(the configuration of the workspace\)$/m);
});

test('config tells whom new lines of plans are by, and who has told', async () => {
  workspace.write({ gitconfig: '[user]\nname = Ada\nemail = ada@example.org\n' });
  const git = { GIT_CONFIG_GLOBAL: join(workspace.root, 'gitconfig'), GIT_CONFIG_NOSYSTEM: '1' };
  expect((await run('config --explain', git)).stdout).toMatch(/^planner +Ada <ada@example\.org> {2}\(git\)$/m);
  workspace.write({ 'pgpm.json': '{ "packages": ["modules/*"], "planner": { "name": "Grace" } }' });
  const { stdout } = await run('config --explain', git);
  expect(stdout).toMatch(/^planner +Grace <ada@example\.org> {2}\(pgpm\.json\)$/m);
});

test('variables override pgpm.json, and config tells', async () => {
  workspace.write({
    'pgpm.json':
      '{ "packages": ["modules/*"], "extensionsDir": "vendor", "deployment": { "useTx": true, "usePlan": true } }',
    'elsewhere/@pgpm/extra/pgpm.plan': '%project=extra\n\none 2026-01-01T00:00:00Z Ada <ada@example.org>\n',
    'elsewhere/@pgpm/extra/extra.control': "comment = 'x'\ndefault_version = '1.0.0'\n",
    'elsewhere/@pgpm/extra/package.json': '{ "name": "@pgpm/extra", "version": "1.0.0" }',
    'elsewhere/@pgpm/extra/deploy/one.sql': 'select 1;\n',
  });
  const variables = { PGPM_EXTENSIONS_DIR: 'elsewhere', DEPLOYMENT_USE_TX: 'no', DEPLOYMENT_USE_PLAN: '0' };
  const { stdout } = await run('config --explain', variables);
  expect(stdout).toMatch(/^extensionsDir +elsewhere {2}\(environment\)$/m);
  expect(stdout).toMatch(/^deployment\.useTx +false {2}\(environment\)$/m);
  expect(stdout).toMatch(/^deployment\.usePlan +false {2}\(environment\)$/m);
  expect(await run('config --explain', { DEPLOYMENT_USE_TX: '' })).toMatchObject({
    stdout: expect.stringMatching(/^deployment\.useTx +true {2}\(pgpm\.json\)$/m),
  });
  expect((await run('deploy extra --dry-run')).stderr).toContain('MODULE_NOT_FOUND');
  expect((await run('deploy extra --dry-run', variables)).stdout).toContain('+ extra:one');
  workspace.write({ 'modules/shop/deploy/sales/orders.sql': 'select 1/0;\n' });
  expect((await run('deploy', variables)).stderr).toContain('kept: extra:one, base:people, shop:books');
});
