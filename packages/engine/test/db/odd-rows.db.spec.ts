import { listChanges, openWorkspace, readHistory, rehash, repair, revert, status, verify } from '../../src/index.js';
import { visible } from '../../src/report/visible.js';
import { failure } from '../support/errors.js';
import { Harness } from '../support/harness.js';
import { table, type TemporaryWorkspace } from '../support/workspace.js';

const harness = new Harness();

function twoChanges(): TemporaryWorkspace {
  return harness.workspace({ m: { plan: ['a', 'b'], scripts: { a: table('a'), b: table('b') } } });
}

function optionsFor(workspace: TemporaryWorkspace) {
  return { workspace: openWorkspace(workspace.root), database: harness.database.config, targets: ['m'] };
}

describe('rows of the registry that this engine would not have written', () => {
  test.each(['infinity', '-infinity', undefined])('a time that is %p is told as it is', async (time) => {
    const workspace = twoChanges();
    await harness.deploy(workspace, { targets: ['m'], to: 'a' });
    const value = time === undefined ? 'null' : `'${time}'`;
    await harness.database.client.query(`
      alter table pgpm_migrate.changes alter deployed_at drop not null;
      alter table pgpm_migrate.events alter occurred_at drop not null;
      update pgpm_migrate.changes set deployed_at = ${value};
      update pgpm_migrate.events set occurred_at = ${value}`);
    const options = optionsFor(workspace);
    const told = time ?? 'unknown';
    expect((await listChanges(options)).modules[0]?.changes[0]).toMatchObject({ state: 'deployed', deployedAt: told });
    expect((await status(options)).modules[0]?.deployed).toEqual([{ change: 'a', deployedAt: told }]);
    expect((await readHistory(options)).events).toMatchObject([{ change: 'a', at: told }]);
    await harness.deploy(workspace);
    const times = await harness.database.column(
      `select isfinite(deployed_at) from pgpm_migrate.changes where change_name = 'b'`,
    );
    expect(times).toEqual([true]);
    expect((await revert(options)).changes).toHaveLength(2);
  });

  test.each(['../x', 'x\u001b[31m', 'with space', '', '@t', `x'y`, 'é'.repeat(200)])(
    'an orphan called %j can be looked at; what blocks its revert is told',
    async (name) => {
      const workspace = twoChanges();
      await harness.deploy(workspace);
      await harness.database.client.query(
        `insert into pgpm_migrate.changes (change_id, change_name, package, script_hash) values ('odd', $1, 'm', '1')`,
        [name],
      );
      const options = optionsFor(workspace);
      expect((await status(options)).modules[0]?.orphaned).toEqual([name]);
      expect((await listChanges(options)).modules[0]?.changes).toHaveLength(3);
      expect((await verify(options)).changes).toHaveLength(2);
      expect((await rehash(options)).changes).toEqual([]);
      expect((await repair(options)).renamed).toEqual([]);
      expect((await harness.deploy(workspace)).changes).toEqual([]);
      const error = await failure(revert({ ...options, orphans: true }));
      expect(error).toMatchObject({ code: 'SCRIPT_MISSING', module: 'm', change: name });
      expect(visible(error.hint ?? '')).toBe(error.hint);
      await harness.database.client.query(/delete from .*/.exec(error.hint ?? '')?.[0] ?? '');
      expect(await harness.changes()).toEqual(['m:a', 'm:b']);
      expect((await revert(options)).changes).toHaveLength(2);
    },
  );

  test('one of a module with an odd name, which requires a change, is named', async () => {
    const workspace = twoChanges();
    await harness.deploy(workspace);
    await harness.database.client.query(`
      insert into pgpm_migrate.packages (package) values ('../evil');
      insert into pgpm_migrate.changes (change_id, change_name, package, script_hash) values ('odd', 'x/../y', '../evil', '1');
      insert into pgpm_migrate.dependencies (change_id, requires) values ('odd', 'm:a')`);
    const error = await failure(revert(optionsFor(workspace)));
    expect(error).toMatchObject({ code: 'DEPENDENT_MODULE_MISSING', fields: { dependants: ['../evil:x/../y'] } });
    const { hint } = await failure(revert({ ...optionsFor(workspace), orphans: true }));
    expect(hint).toContain(`delete from pgpm_migrate.changes where package = E'../evil' and change_name = E'x/../y'`);
  });
});
