import { embeddedStatus, startEmbedded, stopEmbedded } from '@pgpm/postgres';
import { once } from 'node:events';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { createForeignWorkspace, type Environment, type ForeignWorkspace } from '../support/foreign-workspace.js';
import { brokenPlan, chain, moduleFiles, type Files } from '../support/workspace.js';

// Installing and starting Nx some thirty times takes its time.
jest.setTimeout(300_000);

let workspace: ForeignWorkspace;

const folders = ['base', 'beside', 'middle', 'top'];

/** A test suite of each module that passes. */
const suites: Files = Object.fromEntries(
  folders.flatMap((folder) => [
    [`libs/${folder}/jest.config.js`, 'module.exports = {};\n'],
    [`libs/${folder}/test/${folder}.test.js`, `test('${folder}', () => {});\n`],
  ]),
);

beforeAll(() => {
  workspace = createForeignWorkspace({ ...chain, ...suites });
});
afterEach(() => {
  workspace.git('checkout', '--quiet', 'libs');
  workspace.git('clean', '--quiet', '--force', 'libs');
});
afterAll(() => workspace.dispose());

/** Runs work with a client of the embedded server of the foreign workspace. */
async function query<T>(work: (client: Client) => Promise<T>): Promise<T> {
  const { config, database } = await startEmbedded({ workspaceRoot: workspace.root });
  const client = new Client({ ...config, database });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function deployed(): Promise<readonly unknown[]> {
  return query(async (client) => {
    const { rows } = await client.query<{ name: string }>(
      'select change_name as name from pgpm_migrate.changes order by deployed_at, 1',
    );
    return rows.map(({ name }) => name);
  });
}

interface Graph {
  readonly graph: { readonly dependencies: Record<string, readonly { readonly target: string }[]> };
}

/** `source -> target` of all edges. */
function edges(env?: Environment): readonly string[] {
  expect(workspace.nx('graph --file=graph.json', env).status).toBe(0);
  const { graph }: Graph = JSON.parse(readFileSync(join(workspace.root, 'graph.json'), 'utf8'));
  return Object.entries(graph.dependencies).flatMap(([source, list]) =>
    list.map(({ target }) => `${source} -> ${target}`),
  );
}

describe('graph', () => {
  test('every module is a project, and nothing had to be configured', () => {
    const { status, stdout } = workspace.nx('show projects');
    expect(status).toBe(0);
    expect(stdout.trim().split('\n').sort()).toEqual(folders);
  });

  test('edges come from plans and control files', () => {
    expect(edges()).toEqual(expect.arrayContaining(['middle -> base', 'top -> middle']));
    const fileMap = readFileSync(join(workspace.root, '.nx/workspace-data/file-map.json'), 'utf8');
    const { fileMap: map }: { fileMap: { projectFileMap: Record<string, { file: string; deps?: unknown }[]> } } =
      JSON.parse(fileMap);
    const reasons = map.projectFileMap['middle']
      ?.filter(({ deps }) => deps !== undefined && JSON.stringify(deps).includes('base'))
      .map(({ file }) => file);
    expect(reasons).toEqual(['libs/middle/pgpm-middle.control', 'libs/middle/pgpm.plan']);
  });

  test('with the daemon, an edited plan brings its edge at once', () => {
    const daemon = { NX_DAEMON: 'true' };
    expect(edges(daemon)).not.toContain('beside -> base');
    const plan = readFileSync(join(workspace.root, 'libs/beside/pgpm.plan'), 'utf8');
    workspace.write({ 'libs/beside/pgpm.plan': plan.replace('five ', 'five [pgpm-base:one] ') });
    expect(edges(daemon)).toContain('beside -> base');
    workspace.write({ 'libs/beside/pgpm.plan': plan });
    expect(edges(daemon)).not.toContain('beside -> base');
    workspace.nx('reset --only-daemon');
  });
});

describe('database targets', () => {
  test('deploy starts a server, brings the closure, and says where it is', async () => {
    const { status, stdout, stderr } = workspace.nx('run top:deploy');
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^database: postgresql:\/\/\S+ \(embedded, development\), PostgreSQL \d+\.\d+$/m);
    expect(stdout).toMatch(/\+ pgpm-base:one [\d.]+ ms\n\+ pgpm-base:two [\d.]+ ms\n\+ pgpm-middle:three/);
    expect(stdout).toMatch(/deployed 4 changes\nlook at it with: .*psql/);
    // Nx kills what descends from a task; the server stays.
    expect(await embeddedStatus({ workspaceRoot: workspace.root })).toMatchObject({ running: true });
    expect(await deployed()).toEqual(['one', 'two', 'three', 'four']);
  });

  test('the second time there is nothing to do', () => {
    const { status, stdout } = workspace.nx('run top:deploy --no-batch');
    expect(status).toBe(0);
    expect(stdout).toContain('nothing to deploy, 4 changes in place');
  });

  test('verify and status', () => {
    expect(workspace.nx('run top:verify').stdout).toContain('verified 4 changes');
    const { status, stdout } = workspace.nx('run top:status --output=json');
    const lines = stdout.split('\n').filter((line) => line.startsWith('{'));
    expect([status, lines.length]).toEqual([0, 1]);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      version: 1,
      operation: 'status',
      success: true,
      result: { clean: true },
    });
  });

  test('revert needs no word on the embedded server, and takes dependants along', async () => {
    const { status, stdout } = workspace.nx('run base:revert --to=one');
    expect([status, stdout]).toEqual([0, expect.stringContaining('reverted 3 changes')]);
    expect(await deployed()).toEqual(['one']);
  });

  test('run-many is one run', async () => {
    const { status, stdout } = workspace.nx('run-many -t deploy');
    expect(status).toBe(0);
    expect(stdout).toContain('Running 4 tasks with nx-pgpm:deploy');
    expect(stdout.match(/^database: /gm)).toHaveLength(1);
    expect(stdout).toContain('deployed 4 changes, 1 already in place');
    expect((await deployed()).length).toBe(5);
  });

  test('a broken plan costs only its own module, and what requires it', () => {
    workspace.write({ 'libs/middle/pgpm.plan': brokenPlan.replaceAll('pgpm-base', 'pgpm-middle') });
    expect(workspace.nx('show projects').stdout.trim().split('\n').sort()).toEqual(folders);
    const { status, all } = workspace.nx('run-many -t deploy');
    expect(status).toBe(1);
    expect(all).toContain('error PLAN_PARSE_ERROR in pgpm-middle');
    expect(all).toContain('libs/middle/pgpm.plan:5');
    expect(all).toContain('skipped pgpm-top: pgpm-middle failed');
    expect(all).toContain('nothing to deploy, 3 changes in place');
    expect(all).toMatch(/Failed tasks:\s+- middle:deploy\s+- top:deploy\s*\n\s*\n/);
  });

  test('an option that does not exist is named', () => {
    for (const batch of ['--batch', '--no-batch']) {
      const { status, all } = workspace.nx(`run base:deploy --bogus ${batch}`);
      expect([status, all]).toEqual([1, expect.stringContaining("'bogus' is not found in schema")]);
    }
  });

  test('each project may name its own server, also in a batch; nobody sees the password', () => {
    workspace.write({ 'libs/beside/.env': 'DATABASE_URL=postgresql://ann:hush-hush@127.0.0.1:1/app\n' });
    const { status, all } = workspace.nx('run-many -t status');
    expect(status).toBe(1);
    expect(all).toContain('CONNECTION_FAILED');
    expect(all).toContain('pgpm-base    2/2 deployed');
    expect(all).not.toContain('hush');
  });

  test.each([
    ['SIGINT', '--batch'],
    ['SIGTERM', '--no-batch'],
  ] as const)('%s rolls back, gives the lock back, and ends Nx', async (signal, batch) => {
    workspace.write(
      moduleFiles({
        folder: 'beside',
        changes: { five: [], six: ['five'] },
        scripts: { 'deploy/six.sql': 'create schema six;\nselect pg_sleep(60);\n' },
      }),
    );
    const nx = workspace.startNx(`run beside:deploy ${batch}`);
    const ended = new Promise((resolve) => nx.once('exit', (exitCode, received) => resolve(received ?? exitCode)));
    await query(async (client) => {
      const sleeping = `select from pg_stat_activity where state = 'active' and query like '%pg_sleep%' and pid <> pg_backend_pid()`;
      const locks = `select from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`;
      for (let tries = 0; (await client.query(sleeping)).rowCount === 0; tries++) {
        expect(tries).toBeLessThan(300);
        await sleep(100);
      }
      expect((await client.query(locks)).rowCount).toBe(1);
      const asked = Date.now();
      nx.kill(signal);
      // The executor ends by the signal; Nx itself answers every interrupt with 130.
      expect(await ended).toBe(130);
      expect(Date.now() - asked).toBeLessThan(20_000);
      expect((await client.query(sleeping)).rowCount).toBe(0);
      expect((await client.query(locks)).rowCount).toBe(0);
      expect((await client.query(`select from pg_namespace where nspname = 'six'`)).rowCount).toBe(0);
    });
    expect(await deployed()).not.toContain('six');
  });
});

describe('db', () => {
  const isRunning = async (): Promise<boolean> => (await embeddedStatus({ workspaceRoot: workspace.root })).running;

  test('a server runs until the task is interrupted', async () => {
    await stopEmbedded({ workspaceRoot: workspace.root });
    const nx = workspace.startNx('run base:db');
    const ended = once(nx, 'exit');
    let output = '';
    nx.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
    for (let tries = 0; !output.includes('ready'); tries++) {
      expect(tries).toBeLessThan(1200);
      await sleep(100);
    }
    expect(output).toMatch(/^database: postgresql:\S+\/dev \(embedded, development\)$/m);
    expect(await isRunning()).toBe(true);
    nx.kill('SIGINT');
    await ended;
    for (let tries = 0; await isRunning(); tries++) {
      expect(tries).toBeLessThan(300);
      await sleep(100);
    }
  });

  test('a target that needs a server waits for it, and one that ran before stays', async () => {
    await startEmbedded({ workspaceRoot: workspace.root });
    const uses = { command: 'node -e "console.log(6 * 7)"', dependsOn: ['db'] };
    const manifest: object = JSON.parse(readFileSync(join(workspace.root, 'libs/base/package.json'), 'utf8'));
    const nx = { name: 'base', targets: { uses } };
    workspace.write({ 'libs/base/package.json': JSON.stringify({ ...manifest, nx }) });
    const { status, all } = workspace.nx('run base:uses');
    expect([status, all]).toEqual([0, expect.stringContaining('42')]);
    expect(await isRunning()).toBe(true);
  });
});

describe('cached targets', () => {
  const packaged = (): readonly string[] => readdirSync(join(workspace.root, 'libs/base/dist/pgpm')).sort();

  test('package is made once for the same files', () => {
    const first = workspace.nx('run base:package');
    expect([first.status, first.stdout]).toEqual([0, expect.stringContaining('packaged pgpm-base 1.0.0')]);
    expect(packaged()).toEqual(['pgpm-base--1.0.0.bundle.tar.gz', 'pgpm-base--1.0.0.sql']);
    const second = workspace.nx('run base:package');
    expect(second.stdout).toMatch(/packaged pgpm-base 1\.0\.0[^]*read the output from the cache/);
  });

  // What else repeats a task is in affected.spec.ts.
  test('a test is repeated when the server is another', () => {
    expect(workspace.nx('run beside:test').status).toBe(0);
    expect(workspace.nx('run beside:test').all).toContain('cache');
    expect(workspace.nx('run beside:test', { PGHOST: 'elsewhere' }).all).not.toContain('cache');
  });
});
