import { updateJson, type Tree } from '@nx/devkit';
import { parsePlan } from '@pgpm/engine';
import { FsTree } from 'nx/src/generators/tree';
import { chain, moduleFiles, temporaryWorkspace, type TemporaryWorkspace } from '../../test/support/workspace.js';
import { releaseModule } from './release-module.js';

let workspace: TemporaryWorkspace;
let tree: Tree;
beforeEach(() => {
  workspace = temporaryWorkspace({
    ...chain,
    ...moduleFiles({ folder: 'empty', changes: {} }),
    'libs/base/Makefile': 'EXTENSION = pgpm-base\nDATA = sql/pgpm-base--1.0.0.sql\n',
  });
  tree = new FsTree(workspace.root, false);
  process.env['PGPM_FROZEN_TIME'] = '2026-02-03T04:05:06Z';
});
afterEach(() => {
  delete process.env['PGPM_FROZEN_TIME'];
  workspace.remove();
});

/** As Nx does it: the manifest first. */
async function release(folder: string, version: string): Promise<readonly string[]> {
  const root = `libs/${folder}`;
  updateJson(tree, `${root}/package.json`, (json: object) => ({ ...json, version }));
  return releaseModule(tree, root, version);
}

const read = (path: string): string => tree.read(`libs/${path}`, 'utf8') ?? '';
const changed = (): readonly string[] =>
  tree
    .listChanges()
    .map(({ path }) => path)
    .sort();

test('control file, Makefile and plan follow package.json', async () => {
  const messages = await release('base', '1.1.0');
  expect(changed()).toEqual([
    'libs/base/Makefile',
    'libs/base/package.json',
    'libs/base/pgpm-base.control',
    'libs/base/pgpm.plan',
  ]);
  expect(read('base/pgpm-base.control')).toContain(`default_version = '1.1.0'\n`);
  expect(read('base/Makefile')).toBe('EXTENSION = pgpm-base\nDATA = sql/pgpm-base--1.1.0.sql\n');
  expect(read('base/pgpm.plan')).toMatch(/two \[one\] [^\n]* # two\n@v1\.1\.0 2026-02-03T04:05:06Z [^\n]+ <[^\n]+>\n$/);
  expect(messages.map((message) => message.split(': ')[1])).toEqual([
    'libs/base/Makefile',
    'libs/base/pgpm-base.control',
    'libs/base/pgpm.plan',
  ]);
});

test('a release without a new change is one more tag on the last one, and the plan is whole', async () => {
  for (const version of ['1.0.1', '1.1.0-rc.1+build.7']) await release('base', version);
  const { plan, problems } = parsePlan(read('base/pgpm.plan'), 'pgpm.plan');
  expect(problems).toEqual([]);
  expect(plan.tags.map(({ name, change }) => [name, change])).toEqual([
    ['v1.0.1', 'two'],
    ['v1.1.0-rc.1+build.7', 'two'],
  ]);
});

test('a tag that stands on the last change already is enough', async () => {
  await release('base', '1.1.0');
  const plan = read('base/pgpm.plan');
  expect(await release('base', '1.1.0')).toEqual(['⏩ No tag @v1.1.0 written to plan: it is there']);
  expect(read('base/pgpm.plan')).toBe(plan);
});

test('a module without changes has nothing to tag', async () => {
  expect(await release('empty', '1.1.0')).toContain('⏩ No tag @v1.1.0 written to plan: there is no change');
  expect(changed()).toEqual(['libs/empty/package.json', 'libs/empty/pgpm-empty.control']);
});

test.each([
  [
    'a tag on an earlier change',
    'TAG_EXISTS',
    {
      'libs/base/pgpm.plan': chain['libs/base/pgpm.plan']?.replace(
        '\ntwo',
        '\n@v1.1.0 2026-01-01T00:00:00Z A <a@b.c>\ntwo',
      ),
    },
  ],
  ['a script that cannot be packaged', 'UNSUPPORTED_PSQL', { 'libs/base/deploy/one.sql': '\\echo one\n' }],
  ['a plan that cannot be read', 'PLAN_PARSE_ERROR', { 'libs/base/pgpm.plan': '%project=pgpm-base\n\none [two\n' }],
])('is refused with nothing written: %s', async (_, code, files) => {
  for (const [path, text] of Object.entries(files)) workspace.write({ [path]: text ?? '' });
  await expect(release('base', '1.1.0')).rejects.toThrow(code);
  expect(changed()).toEqual(['libs/base/package.json']);
});
