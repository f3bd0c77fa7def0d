import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { createScratchDatabase, type ScratchDatabase } from './support/database.js';
import { pgpm, type Result, type RunOptions } from './support/pgpm.js';
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

const run = (line: string, options: Partial<RunOptions> = {}): Promise<Result> =>
  pgpm(line.split(' '), {
    cwd: workspace.root,
    env: { DATABASE_URL: database.url, ...options.env },
  });
const tables = (): Promise<readonly unknown[]> =>
  database.column(
    `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`,
  );

test('env gives everything that was said about the connection', async () => {
  const file = (name: string): string => join(workspace.root, name);
  workspace.write({ ca: '', crt: '', key: '' });
  chmodSync(file('key'), 0o600);
  workspace.write({
    'service.conf': `[far]\nhost=db.test\ndbname=shop\nuser=ann\nsslmode=verify-full\nsslrootcert=${file('ca')}\n`,
  });
  const place =
    'postgresql://u:p@h:1/d?sslmode=require&options=-c%20search_path%3Dx&connect_timeout=7&application_name=a';
  const variables = async (url: string): Promise<unknown> => {
    const env = { PGSERVICEFILE: join(workspace.root, 'service.conf'), PGSERVICE: 'far' };
    const { stdout } = await pgpm(['env', '--json', '--url', url], { cwd: workspace.root, env });
    return JSON.parse(stdout).result;
  };
  expect(await variables(place)).toEqual({
    ...{ PGHOST: 'h', PGPORT: '1', PGUSER: 'u', PGPASSWORD: 'p', PGDATABASE: 'd', PGSSLROOTCERT: file('ca') },
    ...{ PGSSLMODE: 'require', PGOPTIONS: '-c search_path=x', PGCONNECT_TIMEOUT: '7', PGAPPNAME: 'a' },
  });
  expect(await variables(`service=far hostaddr=127.0.0.1 sslcert=${file('crt')} sslkey=${file('key')}`)).toEqual({
    ...{ PGHOST: 'db.test', PGHOSTADDR: '127.0.0.1', PGPORT: '5432', PGUSER: 'ann', PGDATABASE: 'shop' },
    ...{ PGSSLMODE: 'verify-full', PGSSLROOTCERT: file('ca'), PGSSLCERT: file('crt'), PGSSLKEY: file('key') },
  });
  const print = 'console.log([process.env.PGSSLMODE, process.env.PGSERVICE, process.env.PGDATABASE].join())';
  const env = { PGSERVICE: 'far', PGSERVICEFILE: join(workspace.root, 'service.conf') };
  const args = ['env', '--url', place.replace('require', 'disable'), '--', process.execPath, '-e', print];
  expect((await pgpm(args, { cwd: workspace.root, env })).stdout).toBe('disable,,d\n');
});

test.each([
  ['deploy --yes --engine pg --driver pg --no-wait --log-only=false --json=false', 'deployed 3 changes'],
  ['verify --yes --no-wait --engine pg', 'verified 0 changes, 3 not deployed'],
  ['deploy --wait 60s', 'deployed 3 changes'],
  ['status --yes', '3 changes'],
  ['migrate status --yes --check=false', '3 changes'],
])('%s is accepted', async (line, text) => {
  const { status, stdout, stderr } = await run(line);
  expect([status, stderr, stdout]).toEqual([0, '', expect.stringContaining(text)]);
  expect(await tables()).toHaveLength(line.startsWith('deploy') ? 3 : 0);
});

test('an option wins over pgpm.json, whichever of the two it says', async () => {
  const settings = { useTx: false, usePlan: false, logOnly: true };
  workspace.write({ 'pgpm.json': JSON.stringify({ packages: ['modules/*'], deployment: settings }) });
  workspace.write({ 'modules/shop/deploy/sales/orders.sql': '-- requires: nowhere\n\nselect 1/0;\n' });
  expect((await run('deploy shop')).stderr).toContain('nowhere');
  const { stderr } = await run('deploy shop --use-plan --log-only=false --tx');
  expect(stderr).toContain('CHANGE_FAILED');
  expect(stderr).toContain('kept: base:people\n');
  expect((await run('deploy shop --usePlan')).stdout).toContain(
    'recorded 2 changes without running anything, 1 already',
  );
});

test('--no-tx keeps each change that went well', async () => {
  workspace.write({ 'modules/shop/deploy/sales/orders.sql': 'select 1/0;\n' });
  expect((await run('deploy --no-tx')).stderr).toContain('kept: base:people, shop:books');
});

test('deploy --verify verifies, and fails as verify does', async () => {
  const good = await run('deploy base --verify --json');
  expect([good.status, JSON.parse(good.stdout)]).toMatchObject([
    0,
    { summary: 'deployed 1 change, verified 1 change', result: { verified: { changes: [{ name: 'people' }] } } },
  ]);
  workspace.write({ 'modules/shop/verify/books.sql': "do $$ begin raise exception 'no books'; end $$;\n" });
  expect((await run('deploy --verify --dry-run')).status).toBe(0);
  const bad = await run('deploy --verify');
  expect([bad.status, bad.stderr.includes('no books'), await tables()]).toEqual([
    1,
    true,
    ['books', 'people', 'sales_orders'],
  ]);
});

test('notices are printed with --verbose, warnings always', async () => {
  const loud = "do $$ begin raise notice 'softly'; raise warning 'loudly'; end $$;\n";
  for (const kind of ['deploy', 'verify', 'revert']) workspace.write({ [`modules/base/${kind}/people.sql`]: loud });
  for (const line of ['deploy base', 'verify base', 'revert base --yes --all=false']) {
    if (line.startsWith('revert')) await run('deploy base');
    const { stdout } = await run(`${line} --verbose`);
    expect(stdout).toContain('  base:people says: softly\n');
    expect(stdout).toContain('  base:people warns: loudly\n');
  }
  expect((await run('deploy base')).stdout).toMatch(/^(?!.*softly)[^]*loudly/);
});

test('a log without events of a module says so', async () => {
  await run('deploy base');
  expect((await run('log --module typo')).stdout).toContain('no event of typo\n');
  expect((await run('log --module base')).stdout).toContain('1 event, the newest first\n');
});

test('a server without a database: none is chosen silently', async () => {
  const url = database.url.slice(0, database.url.lastIndexOf('/'));
  for (const line of ['deploy', 'status', 'env']) {
    const { status, all } = await run(line, { env: { DATABASE_URL: url } });
    expect([status, all.includes('DATABASE_NOT_SPECIFIED'), all.includes(database.password)]).toEqual([3, true, false]);
  }
  expect((await run(`status --database ${database.name}`, { env: { DATABASE_URL: url } })).status).toBe(0);
  expect((await run('test-packages --package base', { env: { DATABASE_URL: url } })).status).toBe(0);
});
