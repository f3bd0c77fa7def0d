import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createScratchDatabase, type ScratchDatabase } from './support/database.js';
import { pgpm, type Result } from './support/pgpm.js';
import { moduleFiles, shop } from './support/shop.js';
import { TemporaryWorkspace } from './support/workspace.js';

let workspace: TemporaryWorkspace;
beforeEach(() => {
  workspace = new TemporaryWorkspace(shop);
});
let database: ScratchDatabase | undefined;
afterEach(async () => {
  workspace.remove();
  await database?.teardown();
});
const run = (line: string, folder = '.', env: Readonly<Record<string, string>> = {}): Promise<Result> =>
  pgpm(line.split(' '), { cwd: join(workspace.root, folder), env });

test('a new line is by the planner of pgpm.json, and what that leaves out is asked of git', async () => {
  workspace.write({ 'pgpm.json': '{ "packages": ["modules/*"], "planner": "Grace <grace@example.org>" }' });
  await run('add new --package shop');
  await run('tag v2 --package shop');
  const line = '2026-02-03T04:05:06Z Grace <grace@example.org>';
  expect(workspace.read('modules/shop/pgpm.plan')).toContain(`\nnew ${line} # add new\n@v2 ${line}\n`);
  workspace.write({ 'pgpm.json': '{ "packages": ["modules/*"], "planner": { "email": "team@example.org" } }' });
  await run('add newer --package shop');
  expect(workspace.read('modules/shop/pgpm.plan')).toMatch(
    /newer 2026-\S+ (?!Grace).+ <team@example.org> # add newer\n$/,
  );
});

test('from nothing to a plan with a change and a tag', async () => {
  const empty = new TemporaryWorkspace();
  const at = (line: string, folder = '.') => pgpm(line.split(' '), { cwd: join(empty.root, folder) });
  expect(await at('init workspace store --packages db/*')).toMatchObject({ status: 0, stderr: '' });
  expect(await at('init module ledger --extensions citext', 'store')).toMatchObject({ status: 0, stderr: '' });
  expect(await at('add accounts --note first', 'store/db/ledger')).toMatchObject({ status: 0, stderr: '' });
  expect(await at('add entries --requires accounts', 'store/db/ledger')).toMatchObject({ status: 0, stderr: '' });
  expect(await at('tag v1 --changeName accounts --comment done', 'store/db/ledger')).toMatchObject({ status: 0 });
  const lines = (empty.read('store/db/ledger/pgpm.plan') ?? '').split('\n');
  expect(lines.slice(4).map((line) => line.replace(/ Z?[^#]*<.*>/, ''))).toEqual([
    expect.stringMatching(/^accounts .*# first$/),
    expect.stringMatching(/^@v1 .*# done$/),
    expect.stringMatching(/^entries .*# add entries$/),
    '',
  ]);
  expect(empty.read('store/db/ledger/pgpm.plan')).toContain('entries [accounts] 2026-02-03T04:05:06Z ');
  expect(empty.read('store/db/ledger/verify/entries.sql')).toContain('-- Verify ledger:entries on pg');
  empty.remove();
});

test('a workspace is not made in a module', async () => {
  const made = await run('init workspace inner/deep', 'modules/shop');
  expect([made.status, made.stderr.includes('INSIDE_MODULE')]).toEqual([3, true]);
  expect(workspace.read('modules/shop/inner/deep/pgpm.json')).toBeUndefined();
  expect((await run('init workspace beside')).status).toBe(0);
});

test('a module is not made where nobody would find it', async () => {
  for (const line of ['node_modules', 'dist', 'third --dir modules/.third']) {
    const { status, stderr } = await run(`init module ${line}`);
    expect([line, status, stderr.includes('INVALID_NAME')]).toEqual([line, 3, true]);
  }
  workspace.write({ 'pgpm.config.js': "module.exports = { packages: ['modules/*'] };\n" });
  const { status, stdout } = await run('init module third --dir other/third');
  expect([status, stdout.includes('add "other/third" to "packages" of pgpm.config.js')]).toEqual([0, true]);
});

test('a dry run writes nothing', async () => {
  const { status, stdout } = await run('add new --package shop --dry-run');
  expect([status, stdout.includes('+ modules/shop/deploy/new.sql')]).toEqual([0, true]);
  expect(workspace.read('modules/shop/deploy/new.sql')).toBeUndefined();
});

test('changes that are added at the same time are all in the plan, or refused', async () => {
  const names = ['a', 'b', 'c', 'd'];
  const results = await Promise.all(names.map((name) => run(`add ${name} --package shop`)));
  const added = names.filter((_, place) => results[place]?.status === 0);
  const refused = results.filter(({ status }) => status !== 0);
  expect(refused.every(({ stderr }) => stderr.includes('FILE_CHANGED'))).toBe(true);
  const plan = workspace.read('modules/shop/pgpm.plan') ?? '';
  const planned = [...plan.matchAll(/^([a-d]) /gm)].map(([, name]) => name);
  expect(planned.sort()).toEqual(added);
  expect(added.length).toBeGreaterThan(0);
});

test('a folder that is named like a plan is told by its path', async () => {
  workspace.write({ 'modules/odd/pgpm.plan/x': '' });
  expect((await run('analyze')).stderr).toContain('modules/odd/pgpm.plan: EISDIR');
});

test('all findings of an add are told at once, and nothing is written', async () => {
  const { status, stderr } = await run('add books --requires boks --requires other:x', 'modules/shop');
  expect(status).toBe(3);
  for (const code of ['CHANGE_EXISTS', 'DEPENDENCY_NOT_IN_PLAN', 'UNDECLARED_MODULE_DEPENDENCY']) {
    expect(stderr).toContain(code);
  }
  expect(workspace.read('modules/shop/pgpm.plan')).toBe(shop['modules/shop/pgpm.plan']);
});

test('without a terminal a name that is missing is asked for by an error', async () => {
  for (const line of ['add --package shop', 'tag --package shop', 'init module']) {
    expect(await run(line)).toMatchObject({ status: 2, stdout: '' });
  }
});

test('plan --check sees a script without a line; plan writes it', async () => {
  workspace.write({ 'modules/shop/deploy/extra.sql': '-- Deploy shop:extra to pg\n-- requires: books\n' });
  const header = shop['modules/shop/deploy/books.sql'] ?? '';
  workspace.write({ 'modules/shop/deploy/books.sql': `-- conflicts: gone\n${header}` });
  const checked = await run('plan --check');
  expect([checked.status, checked.stdout.includes('1 plan to write')]).toEqual([5, true]);
  expect(checked.stdout).toContain('shop:books: line without !gone\nshop:extra: script without a line\n');
  const { stdout } = await run('plan');
  expect([stdout.includes('~ modules/shop/pgpm.plan\n'), stdout.includes('wrote 1 plan\n')]).toEqual([true, true]);
  expect(workspace.read('modules/shop/pgpm.plan')).toContain('\nextra [books] 2026-02-03T04:05:06Z ');
  expect((await run('plan --check')).status).toBe(0);
});

test('plan --check says what it exits with, also when no plan is to be written', async () => {
  workspace.write({ 'modules/shop/pgpm.plan': `${shop['modules/shop/pgpm.plan'] ?? ''}ghost\n` });
  const { status, stdout } = await run('plan --check');
  expect([status, stdout.includes('SCRIPT_MISSING'), stdout.includes('1 difference')]).toEqual([5, true, true]);
  expect(stdout).not.toContain('agree');
});

test('plan refuses a requirement that it cannot read, and writes nothing', async () => {
  workspace.write({ 'modules/shop/deploy/c.sql': '-- Deploy shop:c to pg\n-- requires: books base:people\n' });
  for (const line of ['plan', 'plan --check']) {
    const { status, stderr } = await run(line);
    expect([status, stderr.includes('UNSUPPORTED_REFERENCE'), stderr.includes('deploy/c.sql:2:1')]).toEqual([
      3,
      true,
      true,
    ]);
  }
  expect(workspace.read('modules/shop/pgpm.plan')).toBe(shop['modules/shop/pgpm.plan']);
});

test('sync-versions --check sees another version; sync-versions cures it', async () => {
  workspace.write({ 'modules/shop/package.json': '{ "name": "@store/shop", "version": "2.0.0" }\n' });
  expect((await run('sync-versions --check')).status).toBe(5);
  expect((await run('sync-versions')).status).toBe(0);
  expect(workspace.read('modules/shop/shop.control')).toContain("default_version = '2.0.0'");
  expect((await run('sync-versions --check')).status).toBe(0);
});

test('analyze fails with errors, and with warnings when it is strict', async () => {
  const sound = await run('analyze');
  expect([sound.status, sound.stdout.includes('0 errors')]).toEqual([0, true]);
  expect((await run('analyze --strict')).status).toBe(3);
  expect((await run('analyze --package base')).stdout).toMatch(/^1 module: 0 errors, \d warnings?$/m);
  workspace.write({ 'modules/shop/pgpm.plan': `${shop['modules/shop/pgpm.plan'] ?? ''}ghost\n` });
  const { status, stdout } = await run('analyze --json');
  expect(status).toBe(3);
  const { result }: { result: { findings: readonly { code: string }[] } } = JSON.parse(stdout);
  expect(result.findings.map(({ code }) => code)).toContain('missing-file');
});

test('analyze tells what keeps a module from being deployed and lies in what it requires', async () => {
  workspace.write({
    'modules/base/base.control': `default_version = '1.0.0'\nrequires = 'shop, kept, twin'\n`,
    'extensions/@store/kept/pgpm.plan': '%project=kept\n\na b\n',
    'extensions/@store/kept/kept.control': `default_version = '1.0.0'\n`,
    ...moduleFiles('twin', '', []),
    'modules/other/twin.control': `default_version = '1.0.0'\n`,
    'modules/other/pgpm.plan': '%project=twin\n',
  });
  const { status, stdout } = await run('analyze --package shop --json');
  const { result }: { result: { findings: readonly { code: string; module: string; file: string }[] } } =
    JSON.parse(stdout);
  expect(result.findings.filter(({ code }) => /^[A-Z]/.test(code))).toMatchObject([
    { code: 'MODULE_DUPLICATE', module: 'twin', file: 'modules/other/twin.control' },
    { code: 'PLAN_PARSE_ERROR', module: 'kept', file: 'extensions/@store/kept/pgpm.plan', line: 3, column: 1 },
    { code: 'CIRCULAR_DEPENDENCY', module: 'base', file: 'modules/base/base.control', line: 2 },
  ]);
  expect(status).toBe(3);
});

test.each([
  ['is missing', undefined, 'FILE_NOT_FOUND'],
  ['cannot be read', "requires = 'plpgsql, base\n", 'CONTROL_PARSE_ERROR'],
])('a control file that %s is an error', async (_, text, code) => {
  if (text === undefined) rmSync(join(workspace.root, 'modules/shop/shop.control'));
  else workspace.write({ 'modules/shop/shop.control': text });
  for (const line of ['extension --package shop', 'package --package shop', 'package --check', 'sync-versions']) {
    const { status, stderr } = await run(line);
    expect([line, status, stderr.includes(code)]).toEqual([line, 3, true]);
  }
  expect(workspace.read('modules/shop/sql/shop--1.0.0.sql')).toBeUndefined();
});

test('extension lists and changes what a module requires', async () => {
  expect((await run('extension --package shop')).stdout).toBe('plpgsql\nbase\n');
  expect((await run('extension --package shop --add citext --remove plpgsql')).status).toBe(0);
  expect((await run('extension --package shop')).stdout).toBe('base\ncitext\n');
  expect((await run('extension --package base --add shop')).stderr).toContain('CIRCULAR_DEPENDENCY');
  workspace.write({ 'modules/base/base.control': `default_version = '1.0.0'\nrequires = 'a\u001b[31m'\n` });
  expect((await run('extension --package base')).stdout).toBe('a\ufffd[31m\n');
  expect((await run('extension --package base --set a --add b')).status).toBe(2);
});

test.each(['extensions/@store/kept', 'node_modules/@store/kept'])(
  'a module in %s is not edited; it is looked at when it is named',
  async (folder) => {
    const plan = '%project=kept\n\nghost\n';
    workspace.write({
      'pgpm.json': '{ "packages": ["modules/*", "node_modules/@store/*"] }\n',
      [`${folder}/pgpm.plan`]: plan,
      [`${folder}/kept.control`]: `default_version = '1.0.0'\n`,
    });
    for (const line of ['add new', 'tag v1', 'rename other', 'extension --add citext', 'plan', 'package']) {
      const { status, stderr } = await run(`${line} --package kept`);
      expect([line, status, stderr.includes(`MODULE_INSTALLED: ${folder} `)]).toEqual([line, 3, true]);
    }
    expect((await run('plan', folder)).stderr).toContain('MODULE_INSTALLED');
    expect(workspace.read(`${folder}/pgpm.plan`)).toBe(plan);
    expect((await run('analyze')).stdout).not.toContain('kept');
    expect((await run('analyze --package kept')).stdout).toContain('missing-file in kept:ghost');
    expect(await run('extension --package kept')).toMatchObject({ status: 0, stdout: '' });
  },
);

test('a module that is deployed is neither renamed nor shortened, unless it is forced', async () => {
  database = await createScratchDatabase();
  const env = { DATABASE_URL: database.url };
  expect((await run('deploy', '.', env)).status).toBe(0);
  for (const line of ['rename market --package shop', 'remove books --package shop --yes']) {
    const { status, stderr, all } = await run(line, '.', env);
    expect([status, stderr.includes('STILL_DEPLOYED')]).toEqual([3, true]);
    expect(all).not.toContain(database.password);
  }
  expect(workspace.read('modules/shop/shop.control')).toBeDefined();
  expect((await run('rename market --package shop --force', '.', env)).status).toBe(0);
  expect(workspace.read('modules/shop/market.control')).toBeDefined();
});

test('a rename takes the bundle, what npm packs, and dependants along', async () => {
  workspace.write({ 'modules/base/sql/base--1.0.0.bundle.tar.gz': 'bytes' });
  const { status, stdout } = await run('rename ground --package base --sync-pkg-name');
  expect([status, stdout.includes('+ modules/base/sql/ground--1.0.0.bundle.tar.gz\n')]).toEqual([0, true]);
  expect(workspace.read('modules/base/sql/ground--1.0.0.bundle.tar.gz')).toBe('bytes');
  expect(workspace.read('modules/shop/package.json')).toContain('"@store/ground": "workspace:*"');
  expect((await run('rename earth --package ground --npm-name @store/shop')).stderr).toContain('MODULE_EXISTS');
  expect((await run('init module third --npm-name @store/shop')).stderr).toContain('MODULE_EXISTS');
});

test('an argument and --to that contradict each other are refused', async () => {
  for (const line of [
    'remove books --to sales/orders --package shop --yes',
    'rename market --to store --package shop',
  ]) {
    const { status, stderr } = await run(line);
    expect([line, status, stderr.includes('contradict each other')]).toEqual([line, 2, true]);
  }
  expect(workspace.read('modules/shop/pgpm.plan')).toBe(shop['modules/shop/pgpm.plan']);
  expect((await run('rename market --to market --package shop')).status).toBe(0);
});

test('removing has to be confirmed; what another module requires is not removed', async () => {
  const asked = await run('remove books --package shop');
  expect([asked.status, asked.stderr.includes('shop:books, shop:sales/orders')]).toEqual([2, true]);
  expect((await run('remove people --package base --yes')).stderr).toContain('STILL_REQUIRED');
  expect((await run('remove --to @v1 --package shop --yes')).status).toBe(0);
  expect(workspace.read('modules/shop/deploy/sales/orders.sql')).toBeUndefined();
});
