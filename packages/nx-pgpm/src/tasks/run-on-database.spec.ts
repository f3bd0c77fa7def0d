import { EngineError } from '@pgpm/engine';
import fc from 'fast-check';
import { brokenPlan, chain, temporaryWorkspace, type TemporaryWorkspace } from '../../test/support/workspace.js';
import { captureOutput } from '../../test/support/output.js';
import type { DatabaseCommand, DatabaseOptions } from './database-command.js';
import { runOnDatabase } from './run-on-database.js';
import type { ModuleTask } from './module-task.js';

let workspace: TemporaryWorkspace;
beforeEach(() => {
  workspace = temporaryWorkspace(chain);
});
afterEach(() => workspace.remove());

// Naming a place does not connect to it; the password must never be seen.
const url = 'postgresql://ann:hush-hush@localhost:1/app';
const options: DatabaseOptions = { url, recursive: true, output: 'text' };

function task(folder: string, more: Partial<DatabaseOptions> = {}): ModuleTask<DatabaseOptions> {
  return {
    id: `${folder}:deploy`,
    dir: `${workspace.root}/libs/${folder}`,
    options: { ...options, ...more },
    env: {},
    dependsOn: [],
  };
}

/** Runs the tasks with an engine that fails for some modules, and records what it was asked. */
async function run(tasks: readonly ModuleTask<DatabaseOptions>[], fail: readonly string[] = [], atomic = false) {
  const asked: (readonly string[])[] = [];
  const command: DatabaseCommand<DatabaseOptions> = {
    operation: 'deploy',
    isAtomic: () => atomic,
    run: (request) => {
      const { targets } = request;
      asked.push(targets);
      const module = targets.find((target) => fail.includes(target));
      if (module !== undefined) {
        throw new EngineError('SCRIPT_MISSING', { kind: 'deploy', path: 'x.sql' }, { module });
      }
      request.onEvent({ kind: 'connected', serverVersion: '18.4 (Debian 18.4-1)' });
      request.onEvent({ kind: 'change:done', operation: 'deploy', module: 'pgpm-base', change: 'one', ms: 7 });
      return Promise.resolve({ result: { done: true }, summary: 'all done' });
    },
  };
  const output = captureOutput();
  try {
    const outcomes = [];
    const context = { root: workspace.root, signal: new AbortController().signal, outputMode: 'live' } as const;
    for await (const { id, status } of runOnDatabase(command, tasks, context)) outcomes.push(`${id} ${status}`);
    return { outcomes, asked, stdout: output.stdout(), stderr: output.stderr() };
  } finally {
    output.restore();
  }
}

test('tasks of one kind are one call of the engine', async () => {
  const { outcomes, asked, stdout, stderr } = await run([task('base'), task('beside'), task('top')]);
  expect(asked).toEqual([['pgpm-base', 'pgpm-beside', 'pgpm-top']]);
  expect(outcomes).toEqual(['base:deploy success', 'beside:deploy success', 'top:deploy success']);
  expect(stdout).toMatch(
    /^database: postgresql:\/\/ann@localhost:1\/app .*, PostgreSQL 18\.4\n\+ pgpm-base:one [\d.]+ ms\nall done\nlook at it with: .*psql/,
  );
  expect(stdout).not.toContain('hush');
  expect(stderr).toBe('');
});

test('a target goes to each module', async () => {
  const { asked } = await run([task('base', { to: '@v1' }), task('top', { to: '@v1' })]);
  expect(asked).toEqual([['pgpm-base:@v1', 'pgpm-top:@v1']]);
});

test('other options are another call', async () => {
  const { asked } = await run([task('base'), task('top', { database: 'other' })]);
  expect(asked).toEqual([['pgpm-base'], ['pgpm-top']]);
});

test('a module that fails costs itself and what requires it; the others run without it', async () => {
  const { outcomes, asked, stderr } = await run(
    [task('base'), task('beside'), task('middle'), task('top')],
    ['pgpm-middle'],
  );
  expect(asked).toEqual([
    ['pgpm-base', 'pgpm-beside', 'pgpm-middle', 'pgpm-top'],
    ['pgpm-base', 'pgpm-beside'],
  ]);
  expect(outcomes).toEqual([
    'middle:deploy failure',
    'top:deploy skipped',
    'base:deploy success',
    'beside:deploy success',
  ]);
  expect(stderr).toBe(
    'error SCRIPT_MISSING in pgpm-middle: deploy script x.sql does not exist\nskipped pgpm-top: pgpm-middle failed\n',
  );
});

test('an atomic run ends with the first failure', async () => {
  const { outcomes, asked } = await run([task('base'), task('beside')], ['pgpm-base'], true);
  expect(asked).toHaveLength(1);
  expect(outcomes).toEqual(['base:deploy failure', 'beside:deploy skipped']);
});

test('every task has one result, and none succeeds on top of a failure, whatever fails', async () => {
  const folders = ['base', 'beside', 'middle', 'top'];
  const under: Readonly<Record<string, readonly string[]>> = { middle: ['base'], top: ['base', 'middle'] };
  const some = fc.subarray(folders);
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(folders), some, fc.boolean(), async (chosen, failing, atomic) => {
      const { outcomes } = await run(
        chosen.map((folder) => task(folder)),
        failing.map((folder) => `pgpm-${folder}`),
        atomic,
      );
      expect(outcomes.map((outcome) => outcome.split(':')[0]).sort()).toEqual([...chosen].sort());
      const succeeded = outcomes.flatMap((outcome) =>
        outcome.endsWith('success') ? (outcome.split(':')[0] ?? '') : [],
      );
      const tried = failing.filter((folder) => chosen.includes(folder));
      const spoilt = (folder: string): boolean =>
        [folder, ...(under[folder] ?? [])].some((name) => tried.includes(name));
      const expected = atomic && tried.length > 0 ? [] : chosen.filter((folder) => !spoilt(folder));
      expect(succeeded.sort()).toEqual(expected.sort());
    }),
    { numRuns: 60 },
  );
});

test('a module that cannot be read fails before anything is connected to', async () => {
  workspace.write({ 'libs/base/pgpm.plan': brokenPlan });
  const { outcomes, asked, stderr } = await run([task('base'), task('beside'), task('top')]);
  expect(asked).toEqual([['pgpm-beside']]);
  expect(outcomes).toEqual(['base:deploy failure', 'top:deploy skipped', 'beside:deploy success']);
  expect(stderr).toContain('error PLAN_PARSE_ERROR in pgpm-base');
  expect(stderr).toContain('libs/base/pgpm.plan:5');
  expect(stderr.match(/PLAN_PARSE_ERROR/g)).toHaveLength(1);
});

test('it says which module is broken when only another one was asked for', async () => {
  workspace.write({ 'libs/base/pgpm.plan': brokenPlan });
  const { outcomes, asked, stderr } = await run([task('top')]);
  expect(asked).toEqual([]);
  expect(outcomes).toEqual(['top:deploy failure']);
  expect(stderr).toContain('PLAN_PARSE_ERROR');
});

test('a project that is no module fails alone', async () => {
  workspace.write({ 'apps/web/readme.md': '' });
  const web = { ...task('base'), id: 'web:deploy', dir: `${workspace.root}/apps/web` };
  const { outcomes, stderr } = await run([web, task('base')]);
  expect(outcomes).toEqual(['web:deploy failure', 'base:deploy success']);
  expect(stderr).toContain('NOT_IN_WORKSPACE_MODULE');
});

test('without a workspace everything fails', async () => {
  const elsewhere = temporaryWorkspace({ 'libs/base/pgpm.plan': '%project=pgpm-base\n' });
  const { root } = elsewhere;
  const output = captureOutput();
  const command = {
    operation: 'deploy',
    isAtomic: () => false,
    run: () => Promise.reject(new Error('not reached')),
  } as const;
  const outcomes = [];
  const context = { root, signal: new AbortController().signal, outputMode: 'live' } as const;
  const lost = { ...task('base'), dir: `${root}/libs/base` };
  for await (const { status } of runOnDatabase(command, [lost], context)) outcomes.push(status);
  output.restore();
  expect(outcomes).toEqual(['failure']);
  expect(output.stderr()).toContain('NOT_IN_WORKSPACE');
  elsewhere.remove();
});

test('a URL that cannot be read is an error of everybody, and is not shown', async () => {
  const { outcomes, asked, stdout, stderr } = await run([task('base', { url: 'postgresql://ann:hush hush@x:y:z/' })]);
  expect(asked).toEqual([]);
  expect(outcomes).toEqual(['base:deploy failure']);
  expect(stderr).toMatch(/^error [A-Z_]+: /);
  expect(stdout + stderr).not.toContain('hush');
});

test('what no user can cause is thrown', async () => {
  const command: DatabaseCommand<DatabaseOptions> = {
    operation: 'deploy',
    isAtomic: () => false,
    run: () => Promise.reject(new TypeError('a bug')),
  };
  const output = captureOutput();
  const context = { root: workspace.root, signal: new AbortController().signal, outputMode: 'live' } as const;
  await expect(runOnDatabase(command, [task('base')], context).next()).rejects.toThrow('a bug');
  output.restore();
});

test('json is one line for each run, and nothing else', async () => {
  workspace.write({ 'libs/beside/pgpm.plan': brokenPlan.replaceAll('pgpm-base', 'pgpm-beside') });
  const { stdout, stderr } = await run([task('base', { output: 'json' }), task('beside', { output: 'json' })]);
  const lines = stdout
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
  expect(stderr).toBe('');
  expect(lines).toEqual([
    {
      version: 1,
      operation: 'deploy',
      modules: ['pgpm-beside'],
      success: false,
      summary: expect.any(String),
      errors: [
        expect.objectContaining({
          code: 'PLAN_PARSE_ERROR',
          severity: 'error',
          file: 'libs/beside/pgpm.plan',
          line: 5,
        }),
      ],
    },
    {
      version: 1,
      operation: 'deploy',
      modules: ['pgpm-base'],
      database: {
        source: 'option',
        place: expect.any(String),
        psql: expect.any(String),
        fingerprint: expect.stringMatching(/^postgresql:\/\/ann@localhost:1\/app .*, PostgreSQL 18\.4$/),
      },
      success: true,
      summary: 'all done',
      result: { done: true },
    },
  ]);
});
