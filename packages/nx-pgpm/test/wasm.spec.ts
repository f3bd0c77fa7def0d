import { stopEmbedded, stopWasm } from '@pgpm/postgres';
import { checkBatchExecutor as checkBatch } from '../src/executors/check/batch.js';
import { checkExecutor as check } from '../src/executors/check/executor.js';
import type { CheckExecutorOptions } from '../src/executors/check/schema.js';
import { deployBatchExecutor as deployBatch } from '../src/executors/deploy/batch.js';
import { deployExecutor as deploy } from '../src/executors/deploy/executor.js';
import { statusBatchExecutor as statusBatch } from '../src/executors/status/batch.js';
import { statusExecutor as status } from '../src/executors/status/executor.js';
import { defaults } from './support/defaults.js';
import { captureOutput } from './support/output.js';
import { runner } from './support/runner.js';
import { moduleFiles, temporaryWorkspace, type TemporaryWorkspace } from './support/workspace.js';

// Two servers are started, and one of them takes seconds, or more on a busy machine.
jest.setTimeout(600_000);

const run = {
  deploy: runner('deploy', deploy, deployBatch, () => defaults.deploy),
  check: runner<CheckExecutorOptions>('check', check, checkBatch, () => ({ output: 'text' })),
  status: runner('status', status, statusBatch, () => defaults.status),
};

let workspace: TemporaryWorkspace;
let output: ReturnType<typeof captureOutput>;
beforeAll(() => {
  workspace = temporaryWorkspace({
    'pgpm.json': '{ "packages": ["libs/*"] }',
    ...moduleFiles({ folder: 'base', changes: { one: [] } }),
    ...moduleFiles({ folder: 'beside', requires: ['pgpm-base'], changes: { two: ['pgpm-base:one'] } }),
    ...moduleFiles({
      folder: 'map',
      requires: ['postgis', 'pgpm-base'],
      changes: { three: ['pgpm-base:one'] },
      scripts: {
        'deploy/three.sql':
          '-- Deploy pgpm-map:three\ncreate schema three;\ncreate table three.places (place geometry);\n',
        'revert/three.sql': '-- Revert pgpm-map:three\ndrop table three.places;\ndrop schema three;\n',
      },
    }),
  });
});
beforeEach(() => {
  output = captureOutput();
});
afterEach(() => output.restore());
afterAll(async () => {
  await stopWasm({ workspaceRoot: workspace.root });
  await stopEmbedded({ workspaceRoot: workspace.root });
  workspace.remove();
});

test('a batch brings each module to the server that has its extensions, with all it requires', async () => {
  expect(await run.deploy.many(workspace.root, ['base', 'beside', 'map'])).toEqual([
    'base:deploy success',
    'beside:deploy success',
    'map:deploy success',
  ]);
  const servers = output
    .stdout()
    .split(/^database: /m)
    .slice(1);
  expect(servers).toHaveLength(2);
  expect(servers[0]).toMatch(
    /^\S+\/dev \(embedded, development\), PostgreSQL [\d.]+\n[^]*\+ pgpm-base:one[^]*\+ pgpm-beside:two/,
  );
  expect(servers[1]).toMatch(
    /^\S+\/postgres \(WASM, development\), PostgreSQL [\d.]+\n[^]*\+ pgpm-base:one[^]*\+ pgpm-map:three/,
  );
});

test('a later command finds what was deployed, on both servers', async () => {
  expect(await run.status.one(workspace.root, 'map')).toBe(true);
  expect(output.stdout()).toContain('(WASM, development)');
  expect(await run.deploy.many(workspace.root, ['beside', 'map'])).toEqual([
    'beside:deploy success',
    'map:deploy success',
  ]);
  expect(output.stdout().match(/nothing to deploy, 2 changes in place/g)).toHaveLength(2);
});

test('another database by name is refused: there is only one with PostGIS', async () => {
  expect(await run.deploy.one(workspace.root, 'map', { database: 'shop' })).toBe(false);
  expect(output.stderr()).toContain('WASM_DATABASE_NAMED');
});

test('check says which server has proven a module', async () => {
  const success = await run.check.one(workspace.root, 'map');
  expect([success, output.stderr()]).toEqual([true, '']);
  expect(output.stdout()).toMatch(/^database: scratch \(WASM, test\), PostgreSQL \d+\.\d+$/m);
});
