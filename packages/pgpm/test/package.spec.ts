import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeRepository } from './support/git.js';
import { pgpm, type Result } from './support/pgpm.js';
import { shop } from './support/shop.js';
import { TemporaryWorkspace } from './support/workspace.js';

let workspace: TemporaryWorkspace;
beforeEach(() => {
  workspace = new TemporaryWorkspace(shop);
});
afterEach(() => workspace.remove());
const run = (line: string, folder = '.'): Promise<Result> =>
  pgpm(line.split(' '), { cwd: join(workspace.root, folder), env: {} });

test('package writes to an absolute folder, and checks what is there', async () => {
  const out = join(workspace.root, 'dist/sql');
  expect((await run(`package --check --out ${out}`)).status).toBe(5);
  expect((await run(`package --out ${out}`)).stdout).toContain('dist/sql/shop--1.0.0.sql\n');
  expect(workspace.read('dist/sql/base--1.0.0.sql')).toContain('people');
  expect((await run(`package --check --out ${out}`)).status).toBe(0);
});

test('package takes all modules, or those that require the named ones', async () => {
  const packaged = async (line: string, folder?: string): Promise<readonly string[]> => {
    const { stdout } = await run(`${line} --json`, folder);
    const { modules }: { modules: readonly string[] } = JSON.parse(stdout);
    return modules;
  };
  expect(await packaged('package')).toEqual(['base', 'shop']);
  expect(await packaged('package', 'modules/base')).toEqual(['base']);
  expect(await packaged('package --all', 'modules/base')).toEqual(['base', 'shop']);
  expect(await packaged('package --package base --dependents')).toEqual(['base', 'shop']);
  expect(await packaged('package --package shop --dependents')).toEqual(['shop']);
  expect((await run('package --all --package shop')).status).toBe(2);
});

test('package takes what has changed since a branch left a commit, as git sees it', async () => {
  const git = makeRepository(workspace.root);
  const changed = async (more = ''): Promise<readonly string[]> => {
    const { modules }: { modules: readonly string[] } = JSON.parse(
      (await run(`package --check --since main --json${more}`, 'modules/shop')).stdout,
    );
    return modules;
  };
  git('switch', '--quiet', '--create', 'work');
  expect(await changed()).toEqual([]);
  workspace.write({ 'modules/base/more/new.md': '' });
  expect(await changed()).toEqual(['base']);
  expect(await changed(' --package shop')).toEqual([]);
  expect(await changed(' --dependents')).toEqual(['base', 'shop']);
  git('add', '.');
  git('commit', '--quiet', '--message', 'a new file');
  rmSync(join(workspace.root, 'modules/shop/revert/books.sql'));
  expect(await changed()).toEqual(['base', 'shop']);
  git('restore', '.');
  git('switch', '--quiet', 'main');
  workspace.write({ 'modules/shop/notes.md': '' });
  git('add', '.');
  git('commit', '--quiet', '--message', 'goes on without the branch');
  git('switch', '--quiet', 'work');
  expect(await changed()).toEqual(['base']);
});

test('package asks git about modules in repositories of their own, and fails when git does', async () => {
  makeRepository(join(workspace.root, 'modules/base'));
  makeRepository(workspace.root);
  const changed = (): Promise<Result> => run('package --check --since main --json');
  expect(JSON.parse((await changed()).stdout)).toMatchObject({ modules: [] });
  workspace.write({ 'modules/base/new.md': '' });
  expect(JSON.parse((await changed()).stdout)).toMatchObject({ modules: ['base'] });
  workspace.write({ '.git/index': 'none' });
  expect(JSON.parse((await changed()).stdout)).toMatchObject({ success: false, errors: [{ code: 'FILE_SYSTEM' }] });
});

test('package goes on after a module that fails when it is told to, and fails at the end', async () => {
  rmSync(join(workspace.root, 'modules/base/deploy/people.sql'));
  expect((await run('package')).status).toBe(3);
  expect(workspace.read('modules/shop/sql/shop--1.0.0.sql')).toBeUndefined();
  const { status, stderr } = await run('package --no-fail-fast');
  expect([status, stderr.includes('SCRIPT_MISSING')]).toEqual([3, true]);
  expect(workspace.read('modules/shop/sql/shop--1.0.0.sql')).toBeDefined();
});

test('package accepts what other tools take', async () => {
  const line = 'package --plan --usePlan --bundle --pretty --outputDiff --functionDelimiter $x$';
  expect(await run(line)).toMatchObject({ status: 0, stderr: '' });
});

test('package tells what the extension has not, and writes it all the same', async () => {
  workspace.write({ 'modules/base/deploy/people.sql': 'create extension citext;\n' });
  const { status, stdout, stderr } = await run('package --package base');
  expect([status, stdout.includes('sql/base--1.0.0.sql')]).toEqual([0, true]);
  expect(stderr).toContain('warning NOT_IN_EXTENSION in base:people: as an extension: "create extension citext"');
  expect(await run('package --package base --json')).toMatchObject({ status: 0, stderr: '' });
});

test('package --check tells a bundle that cannot be read from one that was edited, or is not up to date', async () => {
  await run('package');
  workspace.write({ 'modules/base/sql/base--1.0.0.bundle.tar.gz': 'none' });
  workspace.write({ 'modules/shop/deploy/books.sql': 'create table public.books ();\n' });
  const { status, stdout } = await run('package --check --json');
  const { result }: { result: { drift: readonly { module: string; data: { path: string; reason: string } }[] } } =
    JSON.parse(stdout);
  const told = result.drift.map(({ module, data }) => [module, data.path.replace(/.*0\.0/, ''), data.reason]);
  expect([status, told]).toEqual([
    5,
    [
      ['base', '.bundle.tar.gz', 'unreadable-artifact'],
      ['shop', '.sql', 'out-of-sync'],
      ['shop', '.bundle.tar.gz', 'out-of-sync'],
    ],
  ]);
  expect((await run('package --check')).stdout).toContain(
    'modules/base/sql/base--1.0.0.bundle.tar.gz: unreadable-artifact: it is no gzip-compressed tar archive',
  );
});
