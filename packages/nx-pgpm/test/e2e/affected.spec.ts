import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createForeignWorkspace, type ForeignWorkspace } from '../support/foreign-workspace.js';
import { commit, installOtherVersion, runAll, type Edit, type Woken } from '../support/history.js';
import { chain, moduleFiles, type Files } from '../support/workspace.js';

// Installing, and two starts of Nx for each row.
jest.setTimeout(900_000);

const targets = ['package', 'check', 'test'];
const all = ['base', 'beside', 'middle', 'top'];
const tower = ['base', 'middle', 'top'];

/** A module with a schema, a function and rows, which `middle` and `top` are built on. */
const base = moduleFiles({
  folder: 'base',
  changes: { one: [], two: ['one'], answer: ['one'], items: ['one'] },
  scripts: {
    'deploy/answer.sql': 'create function one.answer() returns int language sql return 42;\n',
    'revert/answer.sql': 'drop function one.answer();\n',
    'verify/answer.sql': `select 'one.answer()'::regprocedure;\n`,
    'deploy/items.sql': `create table one.items (id int primary key, name text);\ninsert into one.items values (1, 'first');\n`,
    'revert/items.sql': 'drop table one.items;\n',
    'verify/items.sql': 'select id, name from one.items where false;\n',
  },
});

/** A module from npm, which `beside` requires. */
const kit: Files = Object.fromEntries(
  Object.entries(moduleFiles({ folder: 'kit', changes: { kit: [] } })).map(([path, text]) => [
    path.replace('libs/', 'extensions/@app/'),
    text,
  ]),
);
const beside = moduleFiles({ folder: 'beside', requires: ['pgpm-kit'], changes: { five: [] } });

const suites: Files = Object.fromEntries(
  all.flatMap((folder) => [
    [`libs/${folder}/README.md`, `# ${folder}\n`],
    [`libs/${folder}/jest.config.js`, 'module.exports = {};\n'],
    [`libs/${folder}/test/${folder}.test.js`, `test('${folder}', () => {});\n`],
  ]),
);

let workspace: ForeignWorkspace;
beforeAll(() => {
  // A process per plugin is what e2e.spec.ts has.
  const files = { ...chain, ...base, ...kit, ...beside, ...suites };
  workspace = createForeignWorkspace(files, { NX_ISOLATE_PLUGINS: 'false' });
});
afterAll(() => workspace.dispose());

/** An edit of a file that is there. */
function edit(path: string, change: (text: string) => string): () => Edit {
  return () => ({ write: { [path]: change(readFileSync(join(workspace.root, path), 'utf8')) } });
}

const append = (path: string, text: string): (() => Edit) => edit(path, (before) => before + text);
const replace = (path: string, from: string, to: string): (() => Edit) => edit(path, (text) => text.replace(from, to));

test('the first time everything is run, the second time nothing', () => {
  expect(runAll(workspace, targets)).toEqual({ run: { package: all, check: all, test: all }, failed: [] });
  expect(runAll(workspace, targets)).toEqual({ run: {}, failed: [] });
});

interface Row extends Omit<Woken, 'failed'> {
  readonly changed: string;
  readonly edit: () => Edit;
}

// Each row is a commit on top of the one before. `affected` are projects; `run` are the tasks that no cache can answer.
test.each<Row>([
  {
    changed: 'a plan',
    edit: append('libs/base/pgpm.plan', '@v1 2026-01-02T00:00:00Z Ann <ann@example.com> # first\n'),
    affected: tower,
    run: { package: ['base'], check: tower, test: tower },
  },
  {
    changed: 'a control file',
    edit: replace('libs/base/pgpm-base.control', 'module base', 'the base'),
    affected: tower,
    run: { package: ['base'], check: tower, test: tower },
  },
  {
    changed: 'a deploy script, but not what it makes',
    edit: append('libs/base/deploy/answer.sql', '-- That is all.\n'),
    affected: tower,
    run: { package: ['base'], check: tower, test: ['base'] },
  },
  {
    changed: 'the body of a function',
    edit: replace('libs/base/deploy/answer.sql', '42', '43'),
    affected: tower,
    run: { package: ['base'], check: tower, test: tower },
  },
  {
    changed: 'a row that a script brings',
    edit: replace('libs/base/deploy/items.sql', 'first', 'erster'),
    affected: tower,
    run: { package: ['base'], check: tower, test: tower },
  },
  {
    changed: 'a deploy script in the middle',
    edit: append('libs/middle/deploy/three.sql', `comment on schema three is 'third';\n`),
    affected: ['middle', 'top'],
    run: { package: ['middle'], check: ['middle', 'top'], test: ['middle', 'top'] },
  },
  {
    changed: 'a verify script',
    edit: append('libs/base/verify/answer.sql', '-- That is all.\n'),
    affected: tower,
    run: { package: ['base'], check: ['base'], test: ['base'] },
  },
  {
    changed: 'a revert script',
    edit: append('libs/base/revert/answer.sql', '-- That is all.\n'),
    affected: tower,
    run: { package: ['base'], check: ['base'], test: ['base'] },
  },
  {
    changed: 'a test',
    edit: append('libs/base/test/base.test.js', '// That is all.\n'),
    affected: tower,
    run: { test: ['base'] },
  },
  {
    changed: 'the configuration of Jest',
    edit: append('libs/base/jest.config.js', '// That is all.\n'),
    affected: tower,
    run: { test: ['base'] },
  },
  { changed: 'a README', edit: append('libs/base/README.md', 'That is all.\n'), affected: tower, run: {} },
  {
    changed: 'package.json of a module',
    edit: replace('libs/base/package.json', '"version"', '"description":"the base","version"'),
    affected: tower,
    run: { package: ['base'], check: ['base'], test: ['base'] },
  },
  {
    changed: 'an installed module',
    edit: append('extensions/@app/kit/deploy/kit.sql', '-- That is all.\n'),
    affected: ['beside'],
    run: { check: ['beside'], test: ['beside'] },
  },
  {
    changed: 'pgpm.json',
    edit: replace('pgpm.json', ']', ', "apps/*"]'),
    affected: all,
    run: { package: all, check: all, test: all },
  },
  {
    changed: 'the version of the engine',
    edit: () => ({ write: installOtherVersion(workspace, '@pgpm/engine', '0.1.1-other.0') }),
    affected: all,
    run: { package: all, check: all, test: all },
  },
  {
    changed: 'one more module',
    edit: () => ({ write: moduleFiles({ folder: 'attic', requires: ['pgpm-top'], changes: { six: [] } }) }),
    affected: ['attic'],
    run: { package: ['attic'], check: ['attic'] },
  },
  // Nx takes a project that is gone for a reason to look at all others.
  { changed: 'one module less', edit: () => ({ remove: 'libs/attic' }), affected: all, run: {} },
])('$changed', ({ changed, edit, affected, run }) => {
  expect(commit(workspace, changed, edit(), targets)).toEqual({ affected, run, failed: [] });
});

test('a module that others require is missed', () => {
  expect(commit(workspace, 'without base', { remove: 'libs/base' }, targets)).toMatchObject({
    run: { check: ['middle', 'top'] },
    failed: ['middle:check', 'top:check'],
  });
});

test('a test that fails in a file of its own costs that file, and the whole', () => {
  const nxJson: object = JSON.parse(readFileSync(join(workspace.root, 'nx.json'), 'utf8'));
  const plugins = [{ plugin: 'nx-pgpm', options: { ciTestTargetName: 'test-ci' } }];
  workspace.write({
    'nx.json': JSON.stringify({ ...nxJson, plugins }),
    'libs/beside/test/more/a b.spec.js': `test('fails', () => expect(1).toBe(2));\n`,
  });
  const shown = workspace.nx('show project beside --json');
  expect(JSON.parse(shown.stdout)).toMatchObject({
    metadata: {
      targetGroups: { 'Tests (CI)': ['test-ci', 'test-ci--test/beside.test.js', 'test-ci--test/more/a b.spec.js'] },
    },
  });
  const { status, all: printed } = workspace.nx('run beside:test-ci');
  // Nx exits with 130 instead of 1 when it gave up another task because of the failure.
  expect([1, 130]).toContain(status);
  expect(printed).toMatch(/^Failed tasks:\s+- beside:test-ci--test\/more\/a b\.spec\.js\s*\n\s*\n/m);
  workspace.write({ 'libs/beside/test/more/a b.spec.js': `test('passes', () => expect(1).toBe(1));\n` });
  expect(workspace.nx('run beside:test-ci')).toMatchObject({ status: 0 });
});
