import { setTimeout as sleep } from 'node:timers/promises';
import deployBatch from '../src/executors/deploy/batch.js';
import { deployCommand } from '../src/executors/deploy/command.js';
import deploy from '../src/executors/deploy/executor.js';
import revertBatch from '../src/executors/revert/batch.js';
import revert from '../src/executors/revert/executor.js';
import statusBatch from '../src/executors/status/batch.js';
import status from '../src/executors/status/executor.js';
import verifyBatch from '../src/executors/verify/batch.js';
import verify from '../src/executors/verify/executor.js';
import { batchTasks } from '../src/tasks/module-task.js';
import { runOnDatabase } from '../src/tasks/run-on-database.js';
import { batch, executorContext } from './support/context.js';
import { createScratchDatabase, type ScratchDatabase } from './support/database.js';
import { defaults } from './support/defaults.js';
import { captureOutput } from './support/output.js';
import { runner } from './support/runner.js';
import { chain, temporaryWorkspace, type TemporaryWorkspace } from './support/workspace.js';

let workspace: TemporaryWorkspace;
let database: ScratchDatabase;
let output: ReturnType<typeof captureOutput>;

beforeEach(async () => {
  workspace = temporaryWorkspace(chain);
  database = await createScratchDatabase();
  output = captureOutput();
});
afterEach(async () => {
  output.restore();
  workspace.remove();
  await database.drop();
});

const run = {
  deploy: runner('deploy', deploy, deployBatch, () => ({ ...defaults.deploy, url: database.url })),
  verify: runner('verify', verify, verifyBatch, () => ({ ...defaults.verify, url: database.url })),
  revert: runner('revert', revert, revertBatch, () => ({ ...defaults.revert, url: database.url })),
  status: runner('status', status, statusBatch, () => ({ ...defaults.status, url: database.url })),
};

const schemas = `select nspname::text from pg_namespace where nspname in ('one', 'two', 'three', 'four', 'five') order by 1`;
const all = ['base', 'beside', 'middle', 'top'];

describe('production', () => {
  const production = true;

  test.each(['one', 'many'] as const)('is deployed to when its name is said, %s', async (how) => {
    const folders = how === 'one' ? ['top'] : all;
    const deployAs = async (options: object): Promise<boolean> =>
      how === 'one'
        ? run.deploy.one(workspace.root, 'top', options)
        : (await run.deploy.many(workspace.root, all, options)).every((outcome) => outcome.endsWith('success'));
    expect(await deployAs({ production })).toBe(false);
    expect(await deployAs({ production, confirm: 'elsewhere' })).toBe(false);
    expect(output.stderr().match(/PRODUCTION_NOT_CONFIRMED/g)).toHaveLength(2);
    expect(output.stderr()).toContain(`--confirm=${database.name}`);
    expect(output.stdout()).toMatch(/^database: postgresql:/);
    expect(await database.column(schemas)).toEqual([]);
    expect(await deployAs({ production, dryRun: true })).toBe(true);
    expect(await database.column(schemas)).toEqual([]);
    expect(await deployAs({ production, confirm: database.name })).toBe(true);
    expect((await database.column(schemas)).length).toBe(folders.length === 1 ? 4 : 5);
  });

  test('every task of a batch is refused, once', async () => {
    expect(await run.deploy.many(workspace.root, all, { production })).toEqual(
      all.map((folder) => `${folder}:deploy failure`),
    );
    expect(output.stderr().match(/^error /gm)).toHaveLength(1);
  });

  test('is reverted when its name is said; a yes is not enough, and not needed', async () => {
    await run.deploy.one(workspace.root, 'base');
    expect(await run.revert.one(workspace.root, 'base', { production, yes: true })).toBe(false);
    expect(await database.column(schemas)).toEqual(['one', 'two']);
    expect(await run.revert.one(workspace.root, 'base', { production, confirm: database.name })).toBe(true);
    expect(await database.column(schemas)).toEqual([]);
  });
});

test('one line says where a run is connected to, and is the same for every task of it', async () => {
  await run.deploy.one(workspace.root, 'base');
  await run.deploy.one(workspace.root, 'top');
  await run.deploy.many(workspace.root, all);
  await run.verify.one(workspace.root, 'top');
  await run.status.many(workspace.root, all);
  await run.revert.one(workspace.root, 'base', { yes: true });
  const lines = output.stdout().match(/^database: .*$/gm) ?? [];
  expect(lines).toHaveLength(6);
  expect(new Set(lines).size).toBe(1);
  const [line = ''] = lines;
  const [version] = await database.column('show server_version');
  expect(line).toMatch(
    new RegExp(`^database: postgresql://\\S+:\\d+/${database.name} \\(the url option\\), PostgreSQL `),
  );
  expect(`${String(version)} `).toContain(`${line.split('PostgreSQL ')[1] ?? '-'} `);
  expect(line).not.toContain(database.password);
  const shown = output.stdout().length;
  await run.deploy.one(workspace.root, 'base', { output: 'json' });
  await run.status.many(workspace.root, all, { output: 'json' });
  const reports = output
    .stdout()
    .slice(shown)
    .trimEnd()
    .split('\n')
    .map((text): unknown => JSON.parse(text));
  const fingerprint = line.replace('database: ', '');
  expect(reports).toEqual([
    expect.objectContaining({ database: expect.objectContaining({ fingerprint }) }),
    expect.objectContaining({ database: expect.objectContaining({ fingerprint }) }),
  ]);
});

test('an interrupted batch has one result for every task, and leaves nothing half done', async () => {
  workspace.write({ 'libs/middle/deploy/three.sql': 'create schema three;\nselect pg_sleep(60);\n' });
  const caller = { root: workspace.root, verb: 'deploy', folders: all };
  const { graph, options } = batch(caller, { ...defaults.deploy, url: database.url });
  const tasks = await batchTasks(graph, options, executorContext(caller));
  const interrupt = new AbortController();
  const context = { root: workspace.root, signal: interrupt.signal, outputMode: 'live' } as const;
  const collect = async (): Promise<readonly string[]> => {
    const outcomes: string[] = [];
    for await (const { id, status } of runOnDatabase(deployCommand, tasks, context)) outcomes.push(`${id} ${status}`);
    return outcomes.sort();
  };
  const ended = collect();
  const sleeping = `select 1 from pg_stat_activity where state = 'active' and query like '%pg_sleep%' and pid <> pg_backend_pid()`;
  const locks = `select 1 from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`;
  while ((await database.column(sleeping)).length === 0) await sleep(20);
  interrupt.abort();
  expect(await ended).toEqual(all.map((folder) => `${folder}:deploy failure`));
  expect(output.stderr().match(/CANCELLED/g)).toHaveLength(1);
  expect(await database.column(sleeping)).toEqual([]);
  expect(await database.column(locks)).toEqual([]);
  expect(await database.column(schemas)).not.toContain('three');
});
