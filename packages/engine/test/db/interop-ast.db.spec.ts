import { join } from 'node:path';
import { listChanges, openWorkspace, rehash, revert, status, verify } from '../../src/index.js';
import { Harness } from '../support/harness.js';
import { ReferenceImplementation } from '../support/reference.js';
import { table, type TemporaryWorkspace } from '../support/workspace.js';

const harness = new Harness();

/** A workspace, deployed by the reference implementation with hashes of parse trees. */
async function deployedByTree(settings: object = {}): Promise<TemporaryWorkspace> {
  const workspace = harness.workspace({ base: { plan: ['a', 'b'], scripts: { a: table('a'), b: table('b') } } });
  workspace.write('pgpm.json', JSON.stringify({ packages: ['modules/*'], deployment: settings }));
  const pathOf = (module: string): string => join(workspace.root, 'modules', module);
  const reference = new ReferenceImplementation(harness.database.config, pathOf, 'ast');
  await reference.deploy('base').finally(() => reference.close());
  return workspace;
}

const options = ({ root }: TemporaryWorkspace) =>
  ({ workspace: openWorkspace(root), targets: ['base'], database: harness.database.config }) as const;

const file = 'modules/base/deploy/a.sql';
const hashes = (): Promise<readonly unknown[]> =>
  harness.database.rows('select script_hash from pgpm_migrate.changes order by change_name');

test('a database with hashes of parse trees is up to date', async () => {
  const workspace = await deployedByTree();
  expect(await status(options(workspace))).toMatchObject({ clean: true, warnings: [] });
  expect(await harness.deploy(workspace, { strictHash: true })).toMatchObject({ changes: [], warnings: [] });
  expect((await verify(options(workspace))).warnings).toEqual([]);
  const { modules } = await listChanges(options(workspace));
  expect(modules[0]?.changes.map(({ state }) => state)).toEqual(['deployed', 'deployed']);
  expect(await revert(options(workspace))).toMatchObject({ changes: [{ name: 'b' }, { name: 'a' }], warnings: [] });
});

test('an edit is seen where the tree has it, and not where a comment has it', async () => {
  const workspace = await deployedByTree({ hashMethod: 'ast' });
  workspace.write(file, `${table('a').deploy ?? ''}-- a remark\n`);
  expect((await status(options(workspace))).warnings).toEqual([]);
  workspace.write(file, 'create table public.a (id int);\n');
  const { warnings } = await status(options(workspace));
  expect(warnings).toMatchObject([{ code: 'SCRIPT_CHANGED', change: 'a' }]);
  expect(warnings[0]?.hint).toContain('libpg-query');
  await expect(harness.deploy(workspace, { strictHash: true })).rejects.toMatchObject({ code: 'SCRIPT_CHANGED' });
  workspace.write(file, 'no sql');
  expect((await status(options(workspace))).warnings).toMatchObject([{ code: 'SCRIPT_CHANGED', change: 'a' }]);
});

test('rehash records the texts', async () => {
  const workspace = await deployedByTree();
  const before = await hashes();
  expect((await rehash(options(workspace))).changes).toHaveLength(2);
  expect(await hashes()).not.toEqual(before);
  expect((await rehash(options(workspace))).changes).toEqual([]);
});

describe('without the parser', () => {
  beforeAll(() =>
    jest.doMock('libpg-query', () => {
      throw new Error('not installed');
    }),
  );
  afterAll(() => jest.dontMock('libpg-query'));

  test.each([
    [{ hashMethod: 'ast' }, true],
    [{}, false],
  ])('scripts look edited; with %j the hint names it: %s', async (settings, isNamed) => {
    const workspace = await deployedByTree(settings);
    const { warnings } = await status(options(workspace));
    expect(warnings.map(({ code, hint = '' }) => [code, hint.includes('install libpg-query')])).toEqual([
      ['SCRIPT_CHANGED', isNamed],
      ['SCRIPT_CHANGED', isNamed],
    ]);
  });
});
