import { setTimeout as sleep } from 'node:timers/promises';
import { deployCommand } from '../src/executors/deploy/command.js';
import { batchTasks } from '../src/tasks/module-task.js';
import { runOnDatabase } from '../src/tasks/run-on-database.js';
import { batch, executorContext } from './support/context.js';
import { defaults } from './support/defaults.js';
import { databaseExecutors, everyModule, madeSchemas, stageForEach } from './support/stage.js';

const stage = stageForEach();
const run = databaseExecutors(stage);

describe('production', () => {
  const production = true;

  test.each(['one', 'many'] as const)('is deployed to when it is said where, %s', async (how) => {
    const folders = how === 'one' ? ['top'] : everyModule;
    const deployAs = async (options: object): Promise<boolean> =>
      how === 'one'
        ? run.deploy.one(stage.workspace.root, 'top', options)
        : (await run.deploy.many(stage.workspace.root, everyModule, options)).every((outcome) =>
            outcome.endsWith('success'),
          );
    expect(await deployAs({ production })).toBe(false);
    expect(await deployAs({ production, confirm: stage.database.name })).toBe(false);
    expect(stage.output.stderr().match(/PRODUCTION_NOT_CONFIRMED/g)).toHaveLength(2);
    expect(stage.output.stderr()).toContain(`--confirm=${stage.database.place}`);
    expect(stage.output.stdout()).toMatch(/^database: postgresql:/);
    expect(await stage.database.column(madeSchemas)).toEqual([]);
    expect(await deployAs({ production, dryRun: true })).toBe(true);
    expect(await stage.database.column(madeSchemas)).toEqual([]);
    expect(await deployAs({ production, confirm: stage.database.place })).toBe(true);
    expect((await stage.database.column(madeSchemas)).length).toBe(folders.length === 1 ? 4 : 5);
  });

  test('every task of a batch is refused, once', async () => {
    expect(await run.deploy.many(stage.workspace.root, everyModule, { production })).toEqual(
      everyModule.map((folder) => `${folder}:deploy failure`),
    );
    expect(stage.output.stderr().match(/^error /gm)).toHaveLength(1);
  });

  test('is reverted when it is said where; a yes is not enough, and not needed', async () => {
    await run.deploy.one(stage.workspace.root, 'base');
    expect(await run.revert.one(stage.workspace.root, 'base', { production, yes: true })).toBe(false);
    expect(await stage.database.column(madeSchemas)).toEqual(['one', 'two']);
    expect(await run.revert.one(stage.workspace.root, 'base', { production, confirm: stage.database.place })).toBe(
      true,
    );
    expect(await stage.database.column(madeSchemas)).toEqual([]);
  });
});

test('one line says where a run is connected to, and is the same for every task of it', async () => {
  await run.deploy.one(stage.workspace.root, 'base');
  await run.deploy.one(stage.workspace.root, 'top');
  await run.deploy.many(stage.workspace.root, everyModule);
  await run.verify.one(stage.workspace.root, 'top');
  await run.status.many(stage.workspace.root, everyModule);
  await run.revert.one(stage.workspace.root, 'base', { yes: true });
  const lines = stage.output.stdout().match(/^database: .*$/gm) ?? [];
  expect(lines).toHaveLength(6);
  expect(new Set(lines).size).toBe(1);
  const [line = ''] = lines;
  const [version] = await stage.database.column('show server_version');
  expect(line).toMatch(
    new RegExp(`^database: postgresql://\\S+:\\d+/${stage.database.name} \\(the url option\\), PostgreSQL `),
  );
  expect(`${String(version)} `).toContain(`${line.split('PostgreSQL ')[1] ?? '-'} `);
  expect(line).not.toContain(stage.database.password);
  const shown = stage.output.stdout().length;
  await run.deploy.one(stage.workspace.root, 'base', { output: 'json' });
  await run.status.many(stage.workspace.root, everyModule, { output: 'json' });
  const reports = stage.output
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
  stage.workspace.write({ 'libs/middle/deploy/three.sql': 'create schema three;\nselect pg_sleep(60);\n' });
  const caller = { root: stage.workspace.root, verb: 'deploy', folders: everyModule };
  const { graph, options } = batch(caller, { ...defaults.deploy, url: stage.database.url });
  const tasks = await batchTasks(graph, options, executorContext(caller));
  const interrupt = new AbortController();
  const context = { root: stage.workspace.root, signal: interrupt.signal, outputMode: 'live' } as const;
  const collect = async (): Promise<readonly string[]> => {
    const outcomes: string[] = [];
    for await (const { id, status } of runOnDatabase(deployCommand, tasks, context)) outcomes.push(`${id} ${status}`);
    return outcomes.sort();
  };
  const ended = collect();
  const sleeping = `select 1 from pg_stat_activity where datname = current_database() and state = 'active' and query like '%pg_sleep%' and pid <> pg_backend_pid()`;
  const locks = `select 1 from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`;
  while ((await stage.database.column(sleeping)).length === 0) await sleep(20);
  interrupt.abort();
  expect(await ended).toEqual(everyModule.map((folder) => `${folder}:deploy failure`));
  expect(stage.output.stderr().match(/CANCELLED/g)).toHaveLength(1);
  expect(await stage.database.column(sleeping)).toEqual([]);
  expect(await stage.database.column(locks)).toEqual([]);
  expect(await stage.database.column(madeSchemas)).not.toContain('three');
});
