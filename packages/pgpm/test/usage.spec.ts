import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { bin, pgpm } from './support/pgpm.js';
import { shop } from './support/shop.js';
import { TemporaryWorkspace } from './support/workspace.js';

let workspace: TemporaryWorkspace;
beforeAll(() => {
  workspace = new TemporaryWorkspace(shop);
});
afterAll(() => workspace.remove());
const run = (line: string) => pgpm(line === '' ? [] : line.split(' '), { cwd: workspace.root });

test.each([
  ['an unknown command', 'deplyo', 'UNKNOWN_COMMAND', 'deploy'],
  ['an unknown option', 'deploy --reccursive', 'USAGE', '--reccursive'],
  ['a misspelt option', 'deploy --dry-rum', 'USAGE', '--dry-run'],
  ['a word that is no choice', 'deploy --tx=all', 'USAGE', 'module'],
  ['an engine that there is not', 'deploy --engine pglite', 'USAGE', 'pg'],
  ['a log without events', 'log --limit 0', 'USAGE', 'from 1 to 999999999'],
  ['a number that is too large', 'log --limit 12345678901234', 'USAGE', 'from 1 to 999999999'],
  ['a duration that is too long', 'deploy --lock-timeout 35792min', 'USAGE', '2147483647ms'],
  ['a point where modules count', 'status base:@v1', 'USAGE', 'pgpm status base'],
  ['a point where modules count', 'migrate status --package base:@v1', 'USAGE', 'as a whole'],
  ['a number that is none', 'deploy --wait soon', 'USAGE', '--wait'],
  ['a duration that is none', 'deploy --lock-timeout soon', 'USAGE', '500ms'],
  ['an empty value', 'deploy --url=', 'USAGE', '--url'],
  ['a folder without a name', 'deploy --cwd=', 'USAGE', '--cwd'],
  ['an option without its value', 'deploy --to', 'USAGE', '--to'],
  ['a folder that is not there', 'deploy --cwd nowhere', 'USAGE', 'nowhere'],
  ['a commit that git does not have', 'package --check --since nowhere', 'USAGE', 'no commit'],
  ['an option in the place of a commit', 'package --check --since=--output=x', 'USAGE', 'no commit'],
  ['too many arguments', 'tag v2 v3 --package shop', 'USAGE', 'arguments'],
  ['a group without a command', 'migrate', 'USAGE', 'status'],
])('%s is refused with exit code 2', async (_, line, code, text) => {
  const { status, stdout, stderr } = await run(line);
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toContain(code);
  expect(stderr).toContain(text);
  expect(JSON.parse((await run(`${line} --json`)).stdout)).toMatchObject({ success: false, errors: [{ code }] });
});

test.each([
  ['deplo --help', 'deploy'],
  ['help deplo', 'deploy'],
  ['--cwd . deplo -h', 'deploy'],
  ['migrate initt --help', 'init'],
  ['help migrate initt', 'init'],
])('there is no help of a command that there is not: %s', async (line, similar) => {
  const { status, stdout, stderr } = await run(line);
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(new RegExp(`^error UNKNOWN_COMMAND: unknown command .* \\(Did you mean ${similar}\\?\\)`));
});

test('without a command the help is shown, with every command and group', async () => {
  const { status, stdout } = await run('');
  expect(status).toBe(0);
  for (const name of ['init', 'add', 'deploy', 'migrate']) expect(stdout).toMatch(new RegExp(`^  ${name} `, 'm'));
  expect((await run('help deploy')).stdout).toBe((await run('deploy --help')).stdout);
});

test('outside of a workspace commands say so', async () => {
  const { status, stderr } = await pgpm(['deploy'], { cwd: '/' });
  expect([status, stderr.includes('NOT_IN_WORKSPACE')]).toEqual([3, true]);
});

test('what psql prints is no JSON', async () => {
  const { status, stdout } = await run('server psql --json -- -c x');
  expect([status, JSON.parse(stdout)]).toMatchObject([2, { success: false, errors: [{ code: 'USAGE' }] }]);
});

test('the end of a run needs one module', async () => {
  const args = ['deploy', '--to', 'items', '--url', 'postgresql://nobody@127.0.0.1:1/none'];
  const { status, stderr } = await pgpm(args, { cwd: workspace.root });
  expect([status, stderr]).toEqual([2, expect.stringContaining('a run up to "items" needs one module')]);
});

test.each(['list --help', 'completion bash'])('a full disk at stdout: one line tells, %s', (line) => {
  const { status, stderr } = spawnSync('sh', ['-c', `"$0" "$1" ${line} > /dev/full`, process.execPath, bin], {
    cwd: workspace.root,
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([
    1,
    expect.stringMatching(/^error FILE_SYSTEM: cannot write to stdout: ENOSPC.*\n$/),
  ]);
});

test('every page of a command says what its definition says', () => {
  const tool = resolve(__dirname, '../../../tools/cli-docs.mjs');
  const { status, stderr } = spawnSync(process.execPath, [tool, '--check'], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});
