import { pgpm, type Result } from './support/pgpm.js';
import { createScratchDatabase, type ScratchDatabase } from './support/database.js';
import { shop } from './support/shop.js';
import { TemporaryWorkspace } from './support/workspace.js';

let workspace: TemporaryWorkspace;
let database: ScratchDatabase;
beforeAll(async () => {
  database = await createScratchDatabase();
});
afterAll(() => database.teardown());
beforeEach(() => {
  workspace = new TemporaryWorkspace(shop);
});
afterEach(() => workspace.remove());
const run = (line: string): Promise<Result> =>
  pgpm(line.split(' '), { cwd: workspace.root, env: { DATABASE_URL: database.url } });
const left = `select count(*)::int from pg_database where datname like 'pgpm\\_scratch\\_%shop\\_%'`;

test('every module goes through the whole cycle, on a database that is gone afterwards', async () => {
  const { status, stdout, stderr } = await run('test-packages --continue-on-fail --full-cycle');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/^✓ base: deploy \d+ ms, verify \d+ ms, revert \d+ ms, redeploy \d+ ms$/m);
  expect(stdout).toContain('2 modules: 2 passed, 0 failed\n');
  expect(await database.column(left)).toEqual([0]);
  expect(await database.column(`select to_regclass('public.people') is null`)).toEqual([true]);
});

test.each([
  ['deploy', 'create tabel x ();\n'],
  ['verify', 'select 1 / 0;\n'],
  ['revert', 'drop table public.nothing;\n'],
])('a %s that fails is told, and the next module is tested all the same', async (step, sql) => {
  workspace.write({ [`modules/base/${step}/people.sql`]: sql });
  const { status, stdout } = await run('test-packages --json --exclude shop');
  const { success, result }: { success: boolean; result: unknown } = JSON.parse(stdout);
  expect([status, success]).toEqual([1, false]);
  expect(result).toMatchObject({
    modules: [{ module: 'base', passed: false, failed: { step, errors: [{ change: 'people' }] } }],
    excluded: ['shop'],
  });
  expect((await run('test-packages --package base --package shop')).stdout).toContain('2 modules: ');
});

test('a revert that leaves something is found by the second deploy', async () => {
  workspace.write({ 'modules/shop/revert/books.sql': 'select 1;\n' });
  const { status, stdout } = await run('test-packages');
  expect(status).toBe(1);
  expect(stdout).toContain('✓ base: ');
  expect(stdout).toContain('shop: redeploy failed\n');
  expect(stdout).toContain('relation "books" already exists');
  expect(stdout).toContain('2 modules: 1 passed, 1 failed\n');
  expect(await database.column(left)).toEqual([0]);
  expect((await run('test-packages --no-full-cycle')).status).toBe(0);
});

test('it stops at the first failure where that is asked for; unknown names are refused', async () => {
  workspace.write({ 'modules/base/deploy/people.sql': 'select nothing;\n' });
  const { status, stdout } = await run('test-packages --stop-on-fail');
  expect([status, stdout.includes('1 module: 0 passed, 1 failed, 1 not tested\n')]).toEqual([1, true]);
  expect((await run('test-packages --exclude shpo')).stderr).toContain('did you mean shop');
});

test('the result is JUnit XML, too: a suite for each module, a case for each step', async () => {
  workspace.write({ 'modules/base/verify/people.sql': 'select nothing;\n' });
  expect((await run('test-packages --stop-on-fail --junit out/tests.xml')).status).toBe(1);
  const xml = workspace.read('out/tests.xml') ?? '';
  expect(xml).toMatch(/<testsuite name="base" tests="4" failures="1" errors="0" skipped="2" time="[\d.]+">/);
  expect(xml).toMatch(/<testcase classname="base" name="deploy" time="[\d.]+"\/>/);
  expect(xml).toMatch(/name="verify" .*type="OPERATION_FAILED">error VERIFICATION_FAILED in base:people/);
  expect(xml).toContain('<testsuite name="shop" tests="4" failures="0" errors="0" skipped="4" time="0.000">');
  const unwritable = await run('test-packages --junit pgpm.json/tests.xml');
  expect([unwritable.status, unwritable.stdout, unwritable.stderr.includes('FILE_SYSTEM')]).toEqual([1, '', true]);
});

test('shards are parts of the modules', async () => {
  const names = async (line: string): Promise<readonly string[]> =>
    [...(await run(`test-packages --no-full-cycle --shard ${line}`)).stdout.matchAll(/^✓ (\w+)/gm)].map(
      ([, name = '']) => name,
    );
  expect([await names('1/2'), await names('2/2'), await names('1/1 --exclude base')]).toEqual([
    ['base'],
    ['shop'],
    ['shop'],
  ]);
  expect((await run('test-packages --shard 3/2')).status).toBe(2);
});

test('Ctrl-C leaves no database behind', async () => {
  workspace.write({ 'modules/base/deploy/people.sql': 'select pg_sleep(600);\n' });
  const result = await pgpm(['test-packages'], {
    cwd: workspace.root,
    env: { DATABASE_URL: database.url },
    when: { text: 'is running for', then: (child) => child.kill('SIGINT') },
  });
  expect(result).toMatchObject({ status: null, signal: 'SIGINT' });
  expect(result.stderr).toContain('CANCELLED');
  expect(await database.column(left.replace('shop', 'base'))).toEqual([0]);
});
