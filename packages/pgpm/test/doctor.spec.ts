import { stopEmbedded } from '@pgpm/postgres';
import { createScratchDatabase, type ScratchDatabase } from './support/database.js';
import { pgpm, type Result } from './support/pgpm.js';
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

const run = (line: string, env: Readonly<Record<string, string>> = { DATABASE_URL: database.url }): Promise<Result> =>
  pgpm(line.split(' '), { cwd: workspace.root, env });

interface Check {
  readonly name: string;
  readonly state: string;
  readonly message: string;
  readonly hint?: string;
}
async function checks(line = 'doctor', env?: Readonly<Record<string, string>>) {
  const { status, stdout } = await run(`${line} --json`, env);
  const { result }: { result: { checks: readonly Check[] } } = JSON.parse(stdout);
  return { status, ...Object.fromEntries(result.checks.map((check) => [check.name, check])) };
}

test('a sound workspace and its database', async () => {
  const { status, stdout, all } = await run('doctor');
  expect(status).toBe(0);
  for (const line of [
    /^✓ node {8}\d+\./m,
    /^✓ workspace {3}\/.*pgpm\.json, 2 modules$/m,
    /^✓ plans {7}3 changes/m,
    /^✓ server {6}PostgreSQL \d+/m,
    /^✓ registry {4}there is none yet/m,
    /^✓ extensions {2}plpgsql$/m,
    /^✓ leftovers {3}none$/m,
  ]) {
    expect(stdout).toMatch(line);
  }
  expect(all).not.toContain(database.password);
});

test('every fault is told at once, each with what to do about it', async () => {
  workspace.write({
    'modules/shop/pgpm.plan': '%project=shop\n\n@x\n',
    'modules/base/package.json': '{ "name": "@store/base", "version": "2.0.0" }\n',
    'pgpm-lock.json': '{',
  });
  const found = await checks('doctor', { DATABASE_URL: 'postgresql://ann:hush@127.0.0.1:1/app', PATH: '' });
  expect(found).toMatchObject({
    status: 1,
    psql: { state: 'warning' },
    npm: { state: 'warning', hint: expect.stringContaining('pgpm install') },
    plans: { state: 'failed', message: expect.stringContaining('(modules/shop/pgpm.plan') },
    versions: { state: 'warning', hint: 'run: pgpm sync-versions' },
    installed: { state: 'failed', message: expect.stringContaining('LOCK_FILE_INVALID') },
    connection: { state: 'failed', message: expect.stringContaining('CONNECTION_FAILED'), hint: expect.any(String) },
  });
  expect(JSON.stringify(found)).not.toContain('hush');
});

test.each(['doctor --db', 'doctor --database', 'deploy --db', 'env --database'])(
  '%s refuses a URL, and does not show it',
  async (line) => {
    for (const value of ['postgresql://u:topsecret@h/x', 'host=h password=topsecret']) {
      const { status, all } = await pgpm([...line.split(' '), value], { cwd: workspace.root });
      expect([status, all.includes('USAGE'), all.includes('--url'), all.includes('topsecret')]).toEqual([
        2,
        true,
        true,
        false,
      ]);
    }
  },
);

test('a variable with a URL instead of a name is a finding that does not show it', async () => {
  const found = await checks('doctor', { PGHOST: 'h', PGDATABASE: 'postgresql://u:topsecret@h/x' });
  expect(found).toMatchObject({
    status: 1,
    connection: { state: 'failed', message: expect.stringContaining('PGDATABASE') },
  });
  expect(JSON.stringify(found)).not.toContain('topsecret');
});

test('modules from npm that are not there, or were edited', async () => {
  const entry = { version: '1.0.0', module: 'pgpm-x', integrity: 'sha512-x', transitive: false };
  workspace.write({ 'pgpm-lock.json': JSON.stringify({ lockfileVersion: 1, modules: { '@pgpm/x': entry } }) });
  expect(await checks()).toMatchObject({ installed: { state: 'failed', hint: 'run: pgpm install' } });
  workspace.write({ 'extensions/@pgpm/x/pgpm.plan': '%project=pgpm-x\n' });
  expect(await checks()).toMatchObject({ status: 0, installed: { state: 'warning' } });
});

test('no workspace, and one without modules', async () => {
  const { status, stdout } = await pgpm(['doctor'], { cwd: '/' });
  expect([status, stdout.includes('✗ workspace   NOT_IN_WORKSPACE')]).toEqual([1, true]);
  workspace.write({ 'pgpm.json': '{ "packages": ["none/*"] }' });
  expect(await checks()).toMatchObject({ status: 0, workspace: { state: 'warning' } });
});

test('the embedded server is left alone, unless it shall be started', async () => {
  expect(await checks('doctor', {})).toMatchObject({
    status: 0,
    connection: { state: 'ok', message: expect.stringContaining('does not run') },
  });
  try {
    expect(await checks('doctor --db --start', {})).toMatchObject({ status: 0, registry: { state: 'ok' } });
    expect(await checks('doctor', {})).toMatchObject({ status: 0, registry: { state: 'ok' } });
  } finally {
    await stopEmbedded({ workspaceRoot: workspace.root });
  }
});
