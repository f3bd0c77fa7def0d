import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { batch as batchOf, executorContext } from '../../../test/support/context.js';
import { captureOutput } from '../../../test/support/output.js';
import { brokenPlan, chain, temporaryWorkspace, type TemporaryWorkspace } from '../../../test/support/workspace.js';
import { packageBatchExecutor as batch } from './batch.js';
import { packageExecutor as executor } from './executor.js';
import type { PackageExecutorOptions } from './schema.js';

const options: PackageExecutorOptions = { output: 'text' };

let workspace: TemporaryWorkspace;
let output: ReturnType<typeof captureOutput>;
beforeEach(() => {
  workspace = temporaryWorkspace(chain);
  output = captureOutput();
});
afterEach(() => {
  output.restore();
  workspace.remove();
});

const caller = (...folders: string[]) => ({ root: workspace.root, verb: 'package', folders });

function packed(folder: string): Record<string, string> {
  const dir = join(workspace.root, 'libs', folder, 'dist/pgpm');
  return Object.fromEntries(readdirSync(dir).map((name) => [name, readFileSync(join(dir, name), 'base64')]));
}

async function runBatch(...folders: string[]) {
  const { graph, options: each } = batchOf(caller(...folders), options);
  const results = [];
  for await (const result of batch(graph, each, {}, executorContext(caller(...folders)))) results.push(result);
  return results;
}

test('it writes the SQL file and the bundle, and says where', async () => {
  expect(await executor(options, executorContext(caller('base')))).toEqual({ success: true });
  expect(Object.keys(packed('base')).sort()).toEqual(['pgpm-base--1.0.0.bundle.tar.gz', 'pgpm-base--1.0.0.sql']);
  expect(output.stdout()).toContain('libs/base/dist/pgpm/pgpm-base--1.0.0.sql\n');
  expect(output.stderr()).toBe('');
});

test('it says what the extension has not', async () => {
  workspace.write({ 'libs/base/deploy/one.sql': 'create extension citext;\n' });
  expect(await executor(options, executorContext(caller('base')))).toEqual({ success: true });
  expect(output.stdout()).toContain(
    'warning NOT_IN_EXTENSION in pgpm-base:one: as an extension: "create extension citext"',
  );
});

test('single and batch write the same bytes, also the second time', async () => {
  await executor(options, executorContext(caller('base')));
  const single = packed('base');
  await runBatch('base');
  expect(packed('base')).toEqual(single);
});

test('what an earlier version left behind goes away', async () => {
  const dir = join(workspace.root, 'libs/base/dist/pgpm');
  mkdirSync(join(dir, 'old'), { recursive: true });
  writeFileSync(join(dir, 'pgpm-base--0.9.0.sql'), '');
  await executor(options, executorContext(caller('base')));
  expect(Object.keys(packed('base'))).toHaveLength(2);
});

test('a batch hands its output to Nx, which keeps it for a cache hit', async () => {
  const [result] = await runBatch('base');
  expect(result).toMatchObject({ task: 'base:package', result: { success: true } });
  expect(result?.result.terminalOutput).toContain('packaged pgpm-base 1.0.0');
  expect(output.stdout()).toBe('');
});

test('a broken plan costs only the package of its own module', async () => {
  workspace.write({ 'libs/base/pgpm.plan': brokenPlan });
  const results = await runBatch('top', 'base', 'middle');
  expect(results.map(({ task, result }) => `${task} ${result.success}`).sort()).toEqual([
    'base:package false',
    'middle:package true',
    'top:package true',
  ]);
  expect(output.stderr()).toContain('libs/base/pgpm.plan:5');
});

test('a script that is missing fails with its path', async () => {
  workspace.write({ 'libs/base/pgpm.plan': '%project=pgpm-base\n\nmissing 2026-01-01T00:00:00Z A <a@b.c>\n' });
  expect(await executor(options, executorContext(caller('base')))).toEqual({ success: false });
  expect(output.stderr()).toContain('SCRIPT_MISSING');
  expect(output.stderr()).toContain('libs/base/deploy/missing.sql');
});

test('json is one line', async () => {
  await executor({ output: 'json' }, executorContext(caller('base')));
  expect(JSON.parse(output.stdout())).toMatchObject({
    version: 1,
    operation: 'package',
    modules: ['pgpm-base'],
    success: true,
    result: { files: expect.arrayContaining(['libs/base/dist/pgpm/pgpm-base--1.0.0.sql']) },
  });
});
