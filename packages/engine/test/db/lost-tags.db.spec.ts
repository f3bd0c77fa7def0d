import { openWorkspace, problemsOf, revert, type RevertOptions, type RevertResult } from '../../src/index.js';
import { failure } from '../support/errors.js';
import { Harness, shop } from '../support/harness.js';
import { table, type TemporaryWorkspace } from '../support/workspace.js';

const harness = new Harness();

describe('a requirement that another tool recorded as a tag', () => {
  /** The plan of `base` as it is now, and `shop:c` recorded with `base:@v1`. */
  async function recordedByTag(plan: readonly string[]): Promise<TemporaryWorkspace> {
    const workspace = harness.workspace(shop);
    await harness.deploy(workspace, { targets: ['shop'], to: 'c' });
    await harness.database.client.query(`
      update pgpm_migrate.dependencies set requires = 'base:@v1' where requires = 'base:a' and change_id in (
        select change_id from pgpm_migrate.changes where package = 'shop')`);
    workspace.write('modules/base/pgpm.plan', ['%project=base', '', ...plan, ''].join('\n'));
    workspace.write('modules/shop/pgpm.plan', '%project=shop\n\nc\n');
    return workspace;
  }

  function revertBase(workspace: TemporaryWorkspace, options: Partial<RevertOptions> = {}): Promise<RevertResult> {
    const { config: database } = harness.database;
    return revert({ workspace: openWorkspace(workspace.root), targets: ['base'], database, ...options });
  }

  test.each([
    ['left the plan', ['a', 'b [a]']],
    ['stands on a change that is not deployed', ['a', 'b [a]', 'n', '@v1 2024-01-01T00:00:00Z dev <dev@example.test>']],
  ])('blocks a revert of what it may mean, when the tag %s', async (_name, plan) => {
    const workspace = await recordedByTag(plan);
    expect(await failure(revertBase(workspace, { to: 'a' }))).toMatchObject({
      code: 'TAG_NOT_FOUND',
      fields: { tag: 'v1', project: 'base' },
      hint: expect.stringContaining('shop:c') as string,
    });
    expect(await harness.changes()).toEqual(['base:a', 'base:b', 'shop:c']);
  });

  test('is not in the way of what it cannot mean: other modules, and what was deployed later', async () => {
    const workspace = await recordedByTag(['a', 'b [a]', 'n']);
    workspace.addModule('other', { plan: ['x'], scripts: { x: table('x') } });
    for (const [kind, sql] of Object.entries(table('n'))) workspace.write(`modules/base/${kind}/n.sql`, String(sql));
    await harness.deploy(workspace, { targets: ['base', 'other'] });
    expect((await revertBase(workspace, { targets: ['other'] })).changes).toMatchObject([{ name: 'x' }]);
    expect((await revertBase(workspace, { to: 'b' })).changes).toMatchObject([{ name: 'n' }]);
  });

  test('takes the change along when the whole module goes', async () => {
    const { changes } = await revertBase(await recordedByTag(['a', 'b [a]']));
    expect(changes.map(({ package: module, name }) => `${module}:${name}`)).toEqual(['shop:c', 'base:b', 'base:a']);
  });

  test('is in the way of a revert of the module alone', async () => {
    const workspace = await recordedByTag(['a', 'b [a]']);
    const codes = problemsOf(await failure(revertBase(workspace, { recursive: false }))).map(({ code }) => code);
    expect(codes).toEqual(['REQUIRED_BY']);
  });
});
