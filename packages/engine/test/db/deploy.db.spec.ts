import { createHash } from 'node:crypto';
import { openWorkspace, revert, verify, type RunEvent } from '../../src/index.js';
import { failure } from '../support/errors.js';
import { base, Harness, shop } from '../support/harness.js';
import { table } from '../support/workspace.js';

const harness = new Harness();

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('a deploy', () => {
  test('runs what is pending in plan order, records it, and does nothing the second time', async () => {
    const workspace = harness.workspace(shop);
    const first = await harness.deploy(workspace, { targets: ['shop'] });
    expect(first.changes.map((change) => `${change.package}:${change.name}`)).toEqual([
      'base:a',
      'base:b',
      'shop:c',
      'shop:d',
    ]);
    expect(first.extensions).toEqual(['citext']);
    expect(await harness.changes()).toEqual(['base:a', 'base:b', 'shop:c', 'shop:d']);

    const events = await harness.database.rows('select * from pgpm_migrate.events');
    const second = await harness.deploy(workspace, { targets: ['shop'] });
    expect(second.changes).toEqual([]);
    expect(second.skipped).toEqual(['base:a', 'base:b', 'shop:c', 'shop:d']);
    expect(await harness.database.rows('select * from pgpm_migrate.events')).toEqual(events);
  });

  test('records hashes, ids, requirements and events as the registry demands', async () => {
    await harness.deploy(harness.workspace(shop));
    const hash = sha256(table('d').deploy!);
    expect(await harness.database.rows(`select * from pgpm_migrate.changes where change_name = 'd'`)).toMatchObject([
      { change_id: sha256(`shopd${hash}`), package: 'shop', change_name: 'd', script_hash: hash },
    ]);
    expect(
      await harness.database.rows(
        `select c.change_name, d.requires from pgpm_migrate.dependencies as d
         join pgpm_migrate.changes as c using (change_id) order by 1, 2`,
      ),
    ).toEqual([
      { change_name: 'b', requires: 'base:a' },
      { change_name: 'c', requires: 'base:a' },
      { change_name: 'd', requires: 'base:b' },
      { change_name: 'd', requires: 'shop:c' },
    ]);
    expect(
      await harness.database.rows(
        'select event_id, event_type, package, change_name, error_message, error_code from pgpm_migrate.events order by 1',
      ),
    ).toEqual(
      [
        ['base', 'a'],
        ['base', 'b'],
        ['shop', 'c'],
        ['shop', 'd'],
      ].map(([name, change], place) => ({
        event_id: place + 1,
        event_type: 'deploy',
        package: name,
        change_name: change,
        error_message: null,
        error_code: null,
      })),
    );
  });

  test.each([
    ['a change', 'b', ['base:a', 'base:b']],
    ['a tag', '@v1', ['base:a']],
    ['a change as of a tag', 'a@v1', ['base:a']],
  ])('stops at %s', async (_name, to, expected) => {
    const workspace = harness.workspace({
      base: {
        ...base,
        plan: [...base.plan, 'e'],
        scripts: { ...base.scripts, e: table('e') },
      },
    });
    await harness.deploy(workspace, { targets: ['base'], to });
    expect(await harness.changes()).toEqual(expected);
    await harness.deploy(workspace, { targets: [`base:${to}`] });
    expect(await harness.changes()).toEqual(expected);
  });

  test('a target behind what is deployed is refused, or only told with ensure', async () => {
    const workspace = harness.workspace(shop);
    await harness.deploy(workspace);
    expect(await failure(harness.deploy(workspace, { targets: ['base'], to: '@v1' }))).toMatchObject({
      code: 'TARGET_BEHIND',
    });
    const { warnings } = await harness.deploy(workspace, { targets: ['base'], to: '@v1', ensure: true });
    expect(warnings.map(({ code }) => code)).toEqual(['TARGET_BEHIND']);
  });

  test('a dry run checks and lists, and leaves the database without a registry', async () => {
    const { changes: planned, dryRun } = await harness.deploy(harness.workspace(shop), { dryRun: true });
    expect(planned[0]?.sql).toBe('create table public.a ();\n');
    expect([planned.length, dryRun]).toEqual([4, true]);
    expect(await harness.database.column(`select to_regnamespace('pgpm_migrate')::text`)).toEqual([null]);
  });

  test('log-only records without running', async () => {
    await harness.deploy(harness.workspace(shop), { logOnly: true });
    expect(await harness.tables()).toEqual([]);
    expect(await harness.changes()).toHaveLength(4);
  });

  test('many changes keep their order and their times apart, whatever the size of the batches', async () => {
    const names = Array.from({ length: 300 }, (_, n) => `t${n}`);
    const scripts = Object.fromEntries(names.map((name) => [name, table(name)]));
    await harness.deploy(harness.workspace({ many: { plan: names, scripts } }));
    expect(await harness.changes()).toEqual(names.map((name) => `many:${name}`));
    expect(await harness.database.column('select count(distinct deployed_at)::int from pgpm_migrate.changes')).toEqual([
      300,
    ]);
    expect(await harness.database.column('select change_name from pgpm_migrate.events order by event_id')).toEqual(
      names,
    );
  });
});

test('events come in a stable order, with a time for each change', async () => {
  const events: RunEvent[] = [];
  await harness.deploy(harness.workspace(shop), { onEvent: (event) => events.push(event) });
  expect(events.map(({ kind }) => kind)).toEqual([
    'run:start',
    'connected',
    'lock:acquired',
    'extension:installed',
    ...Array<string>(2).fill('change:start'),
    ...Array<string>(2).fill('change:done'),
    ...Array<string>(2).fill('change:start'),
    ...Array<string>(2).fill('change:done'),
    'run:done',
  ]);
});

test.each([
  ['two points', ['base:@v1', 'base:b'], 'up to @v1 and up to b'],
  ['a point and the whole of it', ['base:@v1', 'base'], 'up to @v1 and as a whole'],
])('a module that is named twice, with %s, is refused', async (_name, targets, rule) => {
  const error = await failure(harness.deploy(harness.workspace(shop), { targets }));
  expect(error).toMatchObject({
    code: 'INVALID_NAME',
    module: 'base',
    fields: { rule: expect.stringContaining(rule) },
  });
  expect(await harness.tables()).toEqual([]);
});

test('a module may be named twice for the same point', async () => {
  await harness.deploy(harness.workspace(shop), { targets: ['base:@v1', 'base:a'] });
  expect(await harness.changes()).toEqual(['base:a']);
});

test('a character that the database lacks is blamed on its script', async () => {
  const name = `${harness.database.name}_latin1`;
  await harness.database.client.query(`create database ${name} encoding 'LATIN1' locale 'C' template template0`);
  const database = { ...harness.database.config, database: name };
  const foreign = { deploy: `select 'é';`, verify: `select '日';` };
  const workspace = harness.workspace({
    m: { plan: ['a', 'b', 'c'], scripts: { a: table('a'), b: { ...foreign, revert: '' }, c: table('c') } },
  });
  try {
    await harness.deploy(workspace, { database });
    const options = { workspace: openWorkspace(workspace.root), targets: 'all', database } as const;
    expect(await failure(verify(options))).toMatchObject({ code: 'OPERATION_FAILED', fields: { target: ['m:b'] } });
    await revert({ ...options, all: true });
    workspace.write('modules/m/deploy/b.sql', `select '日';`);
    expect(await failure(harness.deploy(workspace, { database }))).toMatchObject({
      code: 'CHANGE_FAILED',
      change: 'b',
      fields: { sqlState: '22P05' },
    });
  } finally {
    await harness.database.client.query(`drop database ${name} with (force)`);
  }
});
