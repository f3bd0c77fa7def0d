import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { embeddedStatus, stopEmbedded } from '@pgpm/postgres';
import { createBareWorkspace, type BareWorkspace, type PackageManager } from '../support/bare-workspace.js';
import { packedPackages } from '../support/foreign-workspace.js';

// Installing and starting Nx a hundred times takes its time.
jest.setTimeout(1_200_000);

/** Each version of Nx and each package manager; e2e.spec.ts adds Nx 23 with pnpm. */
const matrix: readonly (readonly [nx: string, packageManager: PackageManager])[] = [
  ['22.7.12', 'pnpm'],
  ['23.2.1', 'npm'],
  ['24.0.0', 'pnpm'],
];

const tarballs = packedPackages();

describe.each(matrix)('Nx %s and %s', (nx, packageManager) => {
  let workspace: BareWorkspace;
  beforeAll(() => {
    workspace = createBareWorkspace({ nx, packageManager, tarballs });
  });
  afterAll(() => workspace.dispose());

  function succeeds(command: string, folder?: string): string {
    const { status, all } = workspace.nx(command, folder);
    expect([command, status, status === 0 ? '' : all]).toEqual([command, 0, '']);
    return all;
  }
  const generate = (args: string, folder?: string): string => succeeds(`g nx-pgpm:${args} --no-interactive`, folder);
  const read = (path: string): string => readFileSync(join(workspace.root, path), 'utf8');

  test('from nothing to modules that require each other', () => {
    succeeds(`add nx-pgpm@${tarballs['nx-pgpm']}`);
    expect(JSON.parse(read('nx.json'))).toMatchObject({ plugins: ['nx-pgpm'] });
    expect(JSON.parse(read('package.json'))).toMatchObject({ devDependencies: { '@nx/devkit': nx } });
    expect(existsSync(join(workspace.root, 'pgpm.json'))).toBe(true);
    generate('module ledger');
    generate('change app --kind=schema --project=ledger');
    generate('change app.entries --kind=table --description=bookings --project=ledger');
    // In the folder of a project there is no need to name it.
    generate('change app.entries.amount -k column --type=numeric(12,2)', 'packages/ledger');
    generate('tag v1 --project=ledger');
    generate('module billing --requires=ledger');
    generate('change app.open --kind=view --table=app.entries --project=billing');
    expect(succeeds('sync:check')).not.toContain('out of sync');
  });

  test('every executor, for many modules at once and for one alone', () => {
    // A database that is used by one process after the other.
    expect(succeeds('run-many -t deploy')).toContain('deployed 4 changes');
    expect(succeeds('run billing:deploy --no-batch')).toContain('nothing to deploy, 4 changes in place');
    expect(succeeds('run-many -t verify')).toContain('verified 4 changes');
    expect(succeeds('run ledger:verify --no-batch')).toContain('verified 3 changes');
    expect(succeeds('run-many -t status')).toContain('1/1 deployed');
    expect(succeeds('run ledger:status --no-batch')).toContain('3/3 deployed');
    expect(succeeds('run-many -t check --output-style=static')).toContain('billing is proven: 1 change');
    expect(succeeds('run ledger:check --no-batch --skip-nx-cache')).toContain('ledger is proven: 3 changes');
    expect(succeeds('run-many -t package --output-style=static')).toContain('packaged billing');
    expect(succeeds('run ledger:package --no-batch --skip-nx-cache')).toContain('packaged ledger');
    expect(succeeds('run billing:revert --no-batch')).toContain('reverted 1 change');
    expect(succeeds('run-many -t revert')).toContain('reverted 3 changes');
  });

  test('a batch that fails in the middle gives every task one result', () => {
    const script = 'packages/billing/deploy/schemas/app/views/open.sql';
    const text = read(script);
    workspace.write({ [script]: text.replace('create view', 'create vieew') });
    const { status, all } = workspace.nx('run-many -t deploy');
    workspace.write({ [script]: text });
    expect(status).toBe(1);
    expect(all).toMatch(/CHANGE_FAILED in billing/);
    expect(all).toContain('nothing to deploy, 3 changes in place');
    expect(all).toMatch(/Failed tasks:\s+- billing:deploy\s*\n\s*\n/);
  });

  test('a server for as long as Nx runs', async () => {
    const { root } = workspace;
    await stopEmbedded({ workspaceRoot: root });
    const nx = workspace.startNx('run ledger:db');
    const ended = once(nx, 'exit');
    const ready = new Promise<void>((resolve) => {
      nx.stdout?.on('data', (chunk) => {
        if (String(chunk).includes('ready')) resolve();
      });
    });
    await Promise.race([ready, ended]);
    expect(await embeddedStatus({ workspaceRoot: root })).toMatchObject({ running: true });
    nx.kill('SIGINT');
    await ended;
    for (let tries = 0; (await embeddedStatus({ workspaceRoot: root })).running; tries++) {
      expect(tries).toBeLessThan(600);
      await sleep(100);
    }
  });

  test('a dry run writes nothing, and a second change of a name is refused with its place', () => {
    const plan = read('packages/ledger/pgpm.plan');
    expect(generate('change app.x --kind=table --project=ledger --dry-run')).toContain(
      'CREATE packages/ledger/deploy/schemas/app/tables/x/table.sql',
    );
    const { status, all } = workspace.nx('g nx-pgpm:change app --kind=schema --project=ledger');
    expect(status).toBe(1);
    expect(all).toContain('CHANGE_EXISTS');
    expect(all).toContain('packages/ledger/pgpm.plan');
    expect(read('packages/ledger/pgpm.plan')).toBe(plan);
  });

  test('a configuration leads to another server, and a workflow is written', () => {
    generate('configuration staging');
    const connection = read('.env.staging');
    workspace.write({ '.env.staging': `${connection}PGHOST=127.0.0.1\nPGPORT=1\nPGDATABASE=staging\n` });
    const { status, all } = workspace.nx('run ledger:deploy:staging --no-batch');
    expect([status, all]).toEqual([1, expect.stringMatching(/CONNECTION_FAILED[^]*127\.0\.0\.1:1/)]);
    rmSync(join(workspace.root, '.env.staging'));
    generate('ci-workflow --ci=github');
    expect(read('.github/workflows/ci.yml')).toContain(packageManager === 'npm' ? 'npm ci' : 'pnpm install');
    generate('convert-to-inferred');
  });

  test('a rename, a move, a removal', () => {
    const entries = 'schemas/app/tables/entries/columns';
    generate(`rename ${entries}/total --change=${entries}/amount --project=ledger`);
    generate('move db/billing --project=billing');
    expect(succeeds('run billing:check')).toContain('billing is proven: 1 change');
    expect(workspace.nx('g nx-pgpm:remove --all --project=ledger').all).toContain('STILL_REQUIRED');
    generate('remove --all --project=billing');
    generate('remove --all --project=ledger');
    expect(succeeds('show projects --json')).not.toMatch(/ledger|billing/);
  });

  test('the help of a generator says what it does', () => {
    expect(succeeds('g nx-pgpm:change --help')).not.toContain('undefined');
  });
});
