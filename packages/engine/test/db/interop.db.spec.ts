import { join } from 'node:path';
import { openWorkspace, revert, verify } from '../../src/index.js';
import { Harness } from '../support/harness.js';
import { ReferenceImplementation } from '../support/reference.js';
import { table, type ModuleFiles, type TemporaryWorkspace } from '../support/workspace.js';

const harness = new Harness();
const stamp = '2024-01-01T00:00:00Z dev <dev@example.test>';

const modules: Readonly<Record<string, ModuleFiles>> = {
  base: {
    plan: ['a', `@v1 ${stamp}`, 'b [a]'],
    scripts: { a: table('a'), b: { ...table('b'), deploy: 'BEGIN;\n\ncreate table public.b ();\n\nCOMMIT;\n' } },
  },
  shop: {
    plan: ['c [base:@v1]', 'd [c base:b]', 'e [d c base:a]', 'schemas/é/f [e]'],
    requires: ['base'],
    scripts: { c: table('c'), d: table('d'), e: table('e'), 'schemas/é/f': table('f') },
  },
};

const order = ['base', 'shop'];

type Row = Readonly<Record<string, unknown>>;

interface Registry {
  readonly packages: readonly Row[];
  readonly changes: readonly Row[];
  readonly dependencies: readonly Row[];
  readonly events: readonly Row[];
}

/** Everything of the registry but times, in the order in which it was written. */
async function registry(): Promise<Registry> {
  const { database } = harness;
  return {
    packages: await database.rows('select package from pgpm_migrate.packages order by created_at'),
    changes: await database.rows(
      'select change_id, change_name, package, script_hash from pgpm_migrate.changes order by deployed_at',
    ),
    dependencies: await database.rows('select change_id, requires from pgpm_migrate.dependencies order by 1, 2'),
    events: await database.rows(
      'select event_id, event_type, change_name, package, error_message, error_code from pgpm_migrate.events order by 1',
    ),
  };
}

/** Runs `work` with the reference implementation on the database of this test. */
async function withReference<T>(
  workspace: TemporaryWorkspace,
  work: (reference: ReferenceImplementation) => Promise<T>,
): Promise<T> {
  const reference = new ReferenceImplementation(harness.database.config, (name) =>
    join(workspace.root, 'modules', name),
  );
  try {
    return await work(reference);
  } finally {
    await reference.close();
  }
}

const deployAll = async (reference: ReferenceImplementation): Promise<void> => {
  for (const name of order) await reference.deploy(name);
};

let expected: Registry;

test('the reference implementation deploys the fixture', async () => {
  await withReference(harness.workspace(modules), deployAll);
  expected = await registry();
  expect(expected.changes).toHaveLength(6);
});

test('the same rows result from a deploy of ours', async () => {
  await harness.deploy(harness.workspace(modules));
  expect(await registry()).toEqual(expected);
});

test.each(['run', 'module', 'change'] as const)(
  'half deployed by the reference, continued by ours per %s',
  async (tx) => {
    const workspace = harness.workspace(modules);
    await withReference(workspace, async (reference) => {
      await reference.deploy('base');
      await reference.deploy('shop', 'd');
    });
    const { changes, warnings } = await harness.deploy(workspace, { tx });
    expect(changes.map((change) => change.name)).toEqual(['e', 'schemas/é/f']);
    expect(warnings).toEqual([]);
    expect(await registry()).toEqual(expected);
  },
);

test('half deployed by ours, continued by the reference', async () => {
  const workspace = harness.workspace(modules);
  await harness.deploy(workspace, { targets: ['shop'], to: 'd' });
  await withReference(workspace, deployAll);
  expect(await registry()).toEqual(expected);
});

test('deployed by ours, reverted by the reference, and the other way round: the same history', async () => {
  const workspace = harness.workspace(modules);
  const revertOurs = () =>
    revert({ workspace: openWorkspace(workspace.root), targets: ['shop'], database: harness.database.config });
  await harness.deploy(workspace);
  await withReference(workspace, (reference) => reference.revert('shop'));
  const first = await registry();
  expect(first.changes).toHaveLength(2);

  await harness.deploy(workspace);
  await revertOurs();
  const second = await registry();
  expect(second).toEqual({
    ...first,
    events: [...first.events, ...first.events.slice(2)].map((event, place) => ({
      ...event,
      event_id: place + 1,
    })),
  });
  expect(await harness.tables()).toEqual(['a', 'b']);

  await withReference(workspace, async (reference) => {
    await deployAll(reference);
    await reference.verify('shop');
  });
  await revertOurs();
  expect(await harness.tables()).toEqual(['a', 'b']);
});

test('a change may require one of a module that its own requires by way of another', async () => {
  const workspace = harness.workspace({
    ...modules,
    top: { plan: ['g [base:@v1]', 'h [g shop:c]'], requires: ['shop'], scripts: { g: table('g'), h: table('h') } },
  });
  await harness.deploy(workspace);
  const ours = await registry();
  await harness.database.client.query(
    'drop schema pgpm_migrate cascade; drop schema public cascade; create schema public',
  );
  await withReference(workspace, async (reference) => {
    await deployAll(reference);
    await reference.deploy('top');
  });
  expect(ours).toEqual(await registry());
});

test('what the reference deployed passes our verify', async () => {
  const workspace = harness.workspace(modules);
  await withReference(workspace, deployAll);
  const result = await verify({
    workspace: openWorkspace(workspace.root),
    targets: 'all',
    database: harness.database.config,
  });
  expect(result.changes).toHaveLength(6);
});

test('a failure leaves the same row in the history', async () => {
  const failing = harness.workspace({
    base: { plan: ['a', 'b'], scripts: { a: table('a'), b: { deploy: 'select 1/0;' } } },
  });
  await expect(withReference(failing, (reference) => reference.deploy('base'))).rejects.toThrow();
  const { events } = await registry();
  await harness.database.client.query('drop schema pgpm_migrate cascade');
  await expect(harness.deploy(failing)).rejects.toThrow();
  const withoutIds = (rows: readonly Row[]): readonly Row[] => rows.map((row) => ({ ...row, event_id: 0 }));
  expect(withoutIds((await registry()).events)).toEqual(withoutIds(events));
});

test('a registry that allows each text once is respected', async () => {
  const workspace = harness.workspace({
    base: { plan: ['a', 'b'], scripts: { a: { deploy: 'select 1;' }, b: { deploy: 'select 1;' } } },
  });
  await withReference(workspace, (reference) => reference.deploy('base', 'a'));
  await expect(harness.deploy(workspace)).rejects.toMatchObject({ code: 'DUPLICATE_SCRIPT_HASH' });
  await harness.database.client.query(
    'alter table pgpm_migrate.changes drop constraint changes_package_script_hash_key',
  );
  expect((await harness.deploy(workspace)).changes).toHaveLength(1);
});

test('a registry that is there in part is completed', async () => {
  await harness.database.client.query(
    'create schema pgpm_migrate; create table pgpm_migrate.packages (package text primary key, created_at timestamptz not null default clock_timestamp());',
  );
  await harness.deploy(harness.workspace(modules));
  expect(await registry()).toEqual(expected);
});
