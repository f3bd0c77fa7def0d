import { Client } from 'pg';
import { openWorkspace, previewRevert, revert, type RevertOptions, type RevertPreview } from '../../src/index.js';
import { failure } from '../support/errors.js';
import { Harness } from '../support/harness.js';
import { table, type ModuleFiles, type TemporaryWorkspace } from '../support/workspace.js';

let other: Client | undefined;
// Before the harness drops the database.
afterEach(async () => {
  await other?.end();
  other = undefined;
});
const harness = new Harness();

const app: ModuleFiles = {
  plan: ['schema', 'people', 'name [people]', 'adults [name]', 'answer', 'clean [people]'],
  scripts: {
    schema: { deploy: 'create schema app;', revert: 'drop schema app;' },
    people: {
      deploy: `create table app.people (id int primary key, age int check (age > 0));
        create index people_age on app.people (age);
        create type app.mood as enum ('ok');`,
      revert: 'drop table app.people; drop type app.mood;',
    },
    name: {
      deploy: 'alter table app.people add column "full Name" text;',
      revert: 'alter table app.people drop column "full Name";',
    },
    adults: { deploy: 'create view app.adults as select * from app.people;', revert: 'drop view app.adults;' },
    answer: {
      deploy: 'create function app.answer(int) returns int language sql as $$ select 42 $$;',
      revert: 'drop function app.answer(int);',
    },
    clean: { deploy: 'select 1;', revert: 'delete from app.people where id > 2; update app.people set age = 1;' },
  },
};
const options = (workspace: TemporaryWorkspace, more: Partial<RevertOptions> = {}): RevertOptions => ({
  workspace: openWorkspace(workspace.root),
  targets: ['app'],
  database: harness.database.config,
  ...more,
});

async function deployed(modules: Readonly<Record<string, ModuleFiles>> = { app }): Promise<TemporaryWorkspace> {
  const workspace = harness.workspace(modules);
  await harness.deploy(workspace);
  return workspace;
}
const fill = () =>
  harness.database.client.query('insert into app.people (id, age) select n, n from generate_series(1, 5) as n');

test('tells objects, and rows of tables, and changes nothing', async () => {
  const workspace = await deployed();
  await fill();
  const preview = await previewRevert(options(workspace));
  expect(preview).toMatchObject({
    operation: 'preview-revert',
    changes: ['app:clean', 'app:answer', 'app:adults', 'app:name', 'app:people', 'app:schema'],
    untried: [],
  });
  expect(preview.objects).toEqual([
    { kind: 'table', name: 'app.people', rows: 5 },
    { kind: 'function', name: 'app.answer(integer)', rows: undefined },
    { kind: 'schema', name: 'app', rows: undefined },
    { kind: 'type', name: 'app.mood', rows: undefined },
    { kind: 'view', name: 'app.adults', rows: undefined },
  ]);
  expect(await harness.changes()).toHaveLength(6);
  expect(await harness.database.column('select count(*)::int from app.people')).toEqual([5]);
});

test('tells columns, and rows that go from tables that stay', async () => {
  const workspace = await deployed();
  await fill();
  const preview = await previewRevert(options(workspace, { to: 'people' }));
  expect(preview.objects).toEqual([
    { kind: 'function', name: 'app.answer(integer)', rows: undefined },
    { kind: 'table column', name: 'app.people."full Name"', rows: undefined },
    { kind: 'view', name: 'app.adults', rows: undefined },
  ]);
  expect(preview.rows).toEqual([{ table: 'app.people', deleted: 3, updated: 2 }]);
});

test('indexes, constraints, triggers, policies and partitions are named only when their table stays', async () => {
  const parts = {
    plan: ['table', 'parts'],
    scripts: {
      table: {
        deploy:
          'create table public.t (id int) partition by range (id); create table public.t1 partition of public.t default;',
        revert: 'drop table public.t;',
      },
      parts: {
        deploy: `create index t_id on public.t1 (id); alter table public.t1 add constraint positive check (id > 0);
          create policy all_rows on public.t using (true);`,
        revert: `drop policy all_rows on public.t; alter table public.t1 drop constraint positive; drop index public.t_id;`,
      },
    },
  };
  const workspace = await deployed({ app: parts });
  const names = ({ objects }: RevertPreview) => objects.map(({ kind, name }) => `${kind} ${name}`);
  expect(names(await previewRevert(options(workspace)))).toEqual(['table public.t']);
  expect(names(await previewRevert(options(workspace, { to: 'table' })))).toEqual([
    'index public.t_id',
    'policy all_rows on public.t',
    'table constraint positive on public.t1',
  ]);
});

test('is offered to who confirms, in the same session', async () => {
  const workspace = await deployed();
  await fill();
  let seen: RevertPreview | undefined;
  const confirm: RevertOptions['confirm'] = async (_changes, preview) => {
    seen = await preview();
    return seen.objects.length === 5;
  };
  expect((await revert(options(workspace, { confirm }))).changes).toHaveLength(6);
  expect(seen?.objects[0]).toEqual({ kind: 'table', name: 'app.people', rows: 5 });
});

test('a revert that would fail, fails here', async () => {
  const workspace = await deployed();
  await harness.database.client.query('create view public.mine as select * from app.people');
  expect(await failure(previewRevert(options(workspace)))).toMatchObject({
    code: 'CHANGE_FAILED',
    change: 'name',
    fields: { sqlState: '2BP01' },
  });
  expect(await harness.changes()).toHaveLength(6);
});

test('what is deferred to the commit fails here, too', async () => {
  const workspace = await deployed({
    app: {
      plan: ['a', 'b'],
      scripts: {
        a: { deploy: 'create table public.a (id int primary key);', revert: 'drop table public.a;' },
        b: {
          deploy: `insert into public.a values (1);
            create table public.b (id int references public.a deferrable initially deferred); insert into public.b values (1);`,
          revert: 'delete from public.a;',
        },
      },
    },
  });
  expect(await failure(previewRevert(options(workspace, { to: 'a' })))).toMatchObject({
    fields: { sqlState: '23503' },
  });
});

test('changes without a transaction are not tried, and named', async () => {
  const workspace = await deployed({
    app: {
      plan: ['a', 'b'],
      scripts: { a: table('a'), b: { ...table('b'), revert: '-- pgpm: no-transaction\n\ndrop table public.b;' } },
    },
  });
  const preview = await previewRevert(options(workspace));
  expect(preview.untried).toEqual(['app:b']);
  expect(preview.objects).toEqual([{ kind: 'table', name: 'public.a', rows: 0 }]);
  expect(await harness.tables()).toEqual(['a', 'b']);
});

test('does not wait for those who do real work longer than it may', async () => {
  const workspace = await deployed();
  other = new Client(harness.database.config);
  await other.connect();
  await other.query('begin; select from app.people');
  expect(await failure(previewRevert(options(workspace, { lockTimeout: 5 })))).toMatchObject({
    code: 'TIMEOUT',
    fields: { which: 'lock' },
  });
});

test('nothing to revert is nothing to see', async () => {
  const workspace = harness.workspace({ app });
  expect(await previewRevert(options(workspace))).toMatchObject({ changes: [], objects: [], rows: [] });
});
