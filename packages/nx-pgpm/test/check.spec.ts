import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stopEmbedded } from '@pgpm/postgres';
import { checkBatchExecutor as checkBatch } from '../src/executors/check/batch.js';
import { checkExecutor as check } from '../src/executors/check/executor.js';
import type { CheckExecutorOptions } from '../src/executors/check/schema.js';
import { batch as batchOf, executorContext } from './support/context.js';
import { runner } from './support/runner.js';
import { brokenPlan, moduleFiles } from './support/workspace.js';
import { stageForEach } from './support/stage.js';

const stage = stageForEach();

const options = (): CheckExecutorOptions => ({ url: stage.database.url, annotations: false, output: 'text' });
const run = runner('check', check, checkBatch, options);

const fileOf = (folder: string, path: string): string => join(stage.workspace.root, 'libs', folder, path);

/** A revert that forgets what its deploy does. */
const forgetful = { 'libs/base/revert/two.sql': '-- Revert pgpm-base:two\nselect 1;\n' };

/** The kind and the version of the server, and not where it is. */
const fingerprint = async (): Promise<string> => {
  const [version] = await stage.database.column(`select substring(current_setting('server_version') from '^[\\w.]+')`);
  return `scratch (the url option), PostgreSQL ${String(version)}`;
};

test('a module is proven, and what it makes is written', async () => {
  expect(await run.one(stage.workspace.root, 'top')).toBe(true);
  expect(stage.output.stdout()).toBe(
    [
      `database: ${await fingerprint()}`,
      'fails before  deploys  verifies  reverts exactly  deploys again  pgpm-top',
      '✓             ✓        ✓         ✓                ✓              four',
      '                                 ✓                ✓              all changes, from the last to the first and back',
      '              ✓                                                  the packaged module',
      'pgpm-top is proven: 1 change',
      '',
    ].join('\n'),
  );
  expect(stage.output.stderr()).toBe('');
  expect(readFileSync(fileOf('top', 'dist/check/schema.sql'), 'utf8')).toBe('-- schema four\ncreate schema four\n');
  expect(readFileSync(fileOf('top', 'dist/check/surface.txt'), 'utf8')).toMatch(/^[0-9a-f]{64}\n$/);
});

test('the database that the URL names is not touched', async () => {
  await run.one(stage.workspace.root, 'base');
  expect(
    await stage.database.column(
      `select nspname from pg_namespace where nspname in ('one', 'pgpm_check', 'pgpm_migrate')`,
    ),
  ).toEqual([]);
});

test('a fault fails the task, with the table, the place and what differs', async () => {
  stage.workspace.write(forgetful);
  expect(await run.one(stage.workspace.root, 'base')).toBe(false);
  expect(stage.output.stdout()).toContain('✓             ✓        ✓         ✗                -              two\n');
  expect(stage.output.stderr()).toContain('error REVERT_INEXACT in pgpm-base:two');
  expect(stage.output.stderr()).toContain('at: libs/base/revert/two.sql:2');
  expect(stage.output.stderr()).toContain('schema two\n    before: (not there)\n    after: create schema two');
});

test('a batch yields every task, and hands its output to Nx', async () => {
  stage.workspace.write(forgetful);
  const caller = { root: stage.workspace.root, verb: 'check', folders: ['base', 'beside', 'top'] };
  const each = batchOf(caller, options());
  const results = [];
  for await (const result of checkBatch(each.graph, each.options, {}, executorContext(caller))) results.push(result);
  expect(results.map(({ task, result }) => `${task} ${result.success}`)).toEqual([
    'base:check false',
    'beside:check true',
    'top:check true',
  ]);
  expect(results[2]?.result.terminalOutput).toContain('pgpm-top is proven: 1 change');
  // Each task is cached alone, with a line of its own.
  const place = `database: ${await fingerprint()}`;
  expect(results.map(({ result }) => result.terminalOutput.match(/^database: .*$/gm))).toEqual([
    [place],
    [place],
    [place],
  ]);
  expect(stage.output.stdout()).toBe('');
});

test('only what comes after a change is proven', async () => {
  stage.workspace.write({ 'libs/base/verify/one.sql': 'select 1;' });
  expect(await run.one(stage.workspace.root, 'base', { from: 'one' })).toBe(true);
  expect(stage.output.stdout()).not.toMatch(/ one$/m);
});

test('json is one line, with the result also when there are findings', async () => {
  stage.workspace.write(forgetful);
  expect(await run.one(stage.workspace.root, 'base', { output: 'json' })).toBe(false);
  expect(stage.output.stderr()).toBe('');
  expect(JSON.parse(stage.output.stdout())).toMatchObject({
    version: 1,
    operation: 'check',
    modules: ['pgpm-base'],
    success: false,
    result: { module: 'pgpm-base', passed: false, changes: [{ change: 'one' }, { steps: { reverts: 'failed' } }] },
    errors: [{ code: 'REVERT_INEXACT', change: 'two', file: 'libs/base/revert/two.sql', line: 2 }],
  });
});

test('the embedded server is told apart, by text and by JSON that are the same on every machine', async () => {
  const { root } = stage.workspace;
  try {
    expect(await run.one(root, 'base', { url: undefined, output: 'json' })).toBe(true);
    const database = expect.stringMatching(/^scratch \(embedded, test\), PostgreSQL \d+\.\d+$/);
    expect(JSON.parse(stage.output.stdout())).toMatchObject({
      database: { source: 'embedded', place: 'scratch (embedded, test)', fingerprint: database },
    });
    expect(stage.output.stdout()).not.toMatch(/127\.0\.0\.1|localhost|psql/);
    expect(stage.output.stdout()).not.toContain(root);
  } finally {
    await stopEmbedded({ workspaceRoot: root, cluster: 'test' });
  }
});

test('a script that cannot be in a transaction takes a second database, and no second line', async () => {
  stage.workspace.write({
    ...moduleFiles({
      folder: 'beside',
      changes: { five: [], six: ['five'] },
      scripts: {
        'deploy/six.sql': '-- pgpm: no-transaction\ncreate schema six;\n',
      },
    }),
  });
  expect(await run.one(stage.workspace.root, 'beside')).toBe(true);
  expect(stage.output.stdout().match(/^database: /gm)).toHaveLength(1);
});

test('JUnit and annotations on request', async () => {
  stage.workspace.write(forgetful);
  await run.one(stage.workspace.root, 'base', { junit: 'dist/check/junit.xml', annotations: true });
  expect(readFileSync(fileOf('base', 'dist/check/junit.xml'), 'utf8')).toContain('type="REVERT_INEXACT"');
  expect(stage.output.stdout()).toContain('::error file=libs/base/revert/two.sql,line=2,title=REVERT_INEXACT::');
});

test('what an earlier version left in the folder goes away', async () => {
  mkdirSync(fileOf('base', 'dist/check'), { recursive: true });
  writeFileSync(fileOf('base', 'dist/check/old.sql'), '');
  await run.one(stage.workspace.root, 'base');
  expect(existsSync(fileOf('base', 'dist/check/old.sql'))).toBe(false);
});

test('without a server the task fails, with the reason and no secret', async () => {
  const url = 'postgresql://ann:hush-hush@127.0.0.1:1/app';
  expect(await run.one(stage.workspace.root, 'base', { url })).toBe(false);
  expect(stage.output.stderr()).toContain('SCRATCH_SERVER_UNAVAILABLE');
  expect(stage.output.stdout()).toBe('');
  expect(stage.output.stderr()).toContain('127.0.0.1:1');
  expect(stage.output.stdout() + stage.output.stderr()).not.toContain('hush');
});

test('a broken plan fails at once, with its place, and the others are proven', async () => {
  stage.workspace.write({ 'libs/base/pgpm.plan': brokenPlan });
  expect(await run.many(stage.workspace.root, ['base', 'beside', 'top'])).toEqual([
    'base:check failure',
    'beside:check success',
    'top:check failure',
  ]);
  expect(stage.output.stderr()).toContain('libs/base/pgpm.plan:5');
});
