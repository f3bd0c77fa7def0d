import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createNpmWorkspace, type NpmWorkspace } from '../support/npm-workspace.js';

// Building, packing and installing takes its time.
jest.setTimeout(600_000);

let workspace: NpmWorkspace;
beforeAll(() => {
  workspace = createNpmWorkspace();
});
afterAll(() => workspace.dispose());

function succeeds(command: string): string {
  const { status, all } = workspace.nx(command);
  expect([command, status, status === 0 ? '' : all]).toEqual([command, 0, '']);
  return all;
}

const read = (path: string): string => readFileSync(join(workspace.root, path), 'utf8');

test('from nothing to modules that are deployed and proven', () => {
  succeeds(`add ${workspace.tarball}`);
  expect(JSON.parse(read('nx.json'))).toMatchObject({ plugins: ['nx-pgpm'] });
  expect(existsSync(join(workspace.root, 'pgpm.json'))).toBe(true);

  succeeds('g nx-pgpm:module ledger --no-interactive');
  succeeds('g nx-pgpm:change app --kind=schema --project=ledger --no-interactive');
  succeeds('g nx-pgpm:change app.entries --kind=table --description=bookings --project=ledger --no-interactive');
  // In the folder of a project there is no need to name it.
  const { status, all } = workspace.nx(
    'g nx-pgpm:change app.entries.amount -k column --type=numeric(12,2)',
    'packages/ledger',
  );
  expect([status, status === 0 ? '' : all]).toEqual([0, '']);

  expect(succeeds('run ledger:deploy')).toContain('deployed 3 changes');
  expect(succeeds('run ledger:verify')).toContain('verified 3 changes');
  expect(succeeds('run ledger:check')).toContain('ledger is proven: 3 changes');
});

test('a dry run writes nothing, and a second change of a name is refused with its place', () => {
  const plan = read('packages/ledger/pgpm.plan');
  expect(succeeds('g nx-pgpm:change app.x --kind=table --project=ledger --dry-run')).toContain(
    'CREATE packages/ledger/deploy/schemas/app/tables/x/table.sql',
  );
  const { status, all } = workspace.nx('g nx-pgpm:change app --kind=schema --project=ledger');
  expect(status).toBe(1);
  expect(all).toContain('CHANGE_EXISTS');
  expect(all).toContain('packages/ledger/pgpm.plan');
  expect(read('packages/ledger/pgpm.plan')).toBe(plan);
});

test('a configuration leads to another server, and a workflow is written', () => {
  succeeds('g nx-pgpm:configuration staging --no-interactive');
  const connection = read('.env.staging');
  workspace.write({ '.env.staging': `${connection}PGHOST=127.0.0.1\nPGPORT=1\n` });
  const { status, all } = workspace.nx('run ledger:deploy:staging');
  expect([status, all]).toEqual([1, expect.stringMatching(/CONNECTION_FAILED[^]*127\.0\.0\.1:1/)]);
  succeeds('g nx-pgpm:ci-workflow --ci=github --no-interactive');
  expect(read('.github/workflows/ci.yml')).toContain('npm ci');
  succeeds('g nx-pgpm:convert-to-inferred');
});

test('a second module on top, a tag, a rename, a move, a removal', () => {
  succeeds('g nx-pgpm:tag v1 --project=ledger');
  succeeds('g nx-pgpm:module billing --requires=ledger --no-interactive');
  succeeds('g nx-pgpm:change app.open --kind=view --table=app.entries --project=billing');
  succeeds(
    'g nx-pgpm:rename schemas/app/tables/entries/columns/total --change=schemas/app/tables/entries/columns/amount --project=ledger',
  );
  succeeds('g nx-pgpm:move db/billing --project=billing');
  expect(succeeds('run billing:check')).toContain('billing is proven: 1 change');
  expect(workspace.nx('g nx-pgpm:remove --all --project=ledger').all).toContain('STILL_REQUIRED');
  succeeds('g nx-pgpm:remove --all --project=billing');
  succeeds('g nx-pgpm:remove --all --project=ledger');
  expect(succeeds('show projects --json')).not.toMatch(/ledger|billing/);
});

test.each(['change', 'module', 'tag', 'rename', 'move', 'remove', 'init'])(
  'the help of %s says what it does',
  (name) => {
    const help = succeeds(`g nx-pgpm:${name} --help`);
    expect(help).not.toContain('undefined');
  },
);
