import { failure } from '../support/errors.js';
import { Harness } from '../support/harness.js';
import { table, type TemporaryWorkspace } from '../support/workspace.js';

const harness = new Harness();

describe('a failing script', () => {
  const failing = (sql: string): TemporaryWorkspace =>
    harness.workspace({
      before: { plan: ['x'], scripts: { x: table('x') } },
      broken: {
        plan: ['a', 'b', 'c'],
        requires: ['before'],
        scripts: { a: table('a'), b: { deploy: sql }, c: table('c') },
      },
    });

  test.each([
    [
      'a wrong name',
      'create table public.b (\n);\n\n-- ü 😀\n\n\nselect\n  nothing;\n',
      '42703',
      { line: 8, column: 3 },
    ],
    ['an unknown table', 'select 1;\n\nselect * from nope;', '42P01', { line: 3, column: 15 }],
    ['a failure without a position', 'select 1;\n\n  select 1/0;\nselect 2;', '22012', { line: 3, column: 3 }],
    [
      'a failure inside a block',
      "select ';';\ndo $$ begin\n  raise exception 'no' using detail = 'because';\nend $$;",
      'P0001',
      { line: 2, column: 1 },
    ],
    ['a failure after BEGIN was cut out', 'BEGIN;\n\nselect 1/0;\n\nCOMMIT;\n', '22012', { line: 3, column: 1 }],
    [
      'a failure behind a SQL body',
      'create function f() returns int begin atomic select 1; select 2; end;\nselect 1/0;',
      '22012',
      { line: 2, column: 1 },
    ],
  ])('names line and column of %s', async (_name, sql, sqlState, place) => {
    const error = await failure(harness.deploy(failing(sql)));
    expect(error).toMatchObject({
      code: 'CHANGE_FAILED',
      module: 'broken',
      change: 'b',
      place: { file: 'modules/broken/deploy/b.sql', ...place },
      fields: { sqlState, state: { kept: ['before:x'], rolledBack: ['broken:a'] } },
    });
  });

  test.each([
    ['42P06', 'create schema public;'],
    ['42P07', 'create table public.x ();'],
    ['42710', 'create extension plpgsql;'],
    ['42723', 'create function public.f() returns int language sql as $$ select 1 $$;'],
  ])(
    'on an object that exists (%s) names the way for databases that were made without plans',
    async (sqlState, sql) => {
      await harness.database.client.query('create function public.f() returns int language sql as $$ select 1 $$');
      const error = await failure(harness.deploy(failing(sql)));
      expect(error).toMatchObject({ code: 'CHANGE_FAILED', fields: { sqlState } });
      expect(error.hint).toContain('pgpm migrate baseline');
    },
  );

  test.each([
    ['module', { kept: ['before:x'], rolledBack: [] }],
    ['change', { kept: ['before:x', 'broken:a'], rolledBack: [] }],
  ] as const)('a syntax error stops the run there, in transactions per %s', async (tx, state) => {
    const error = await failure(
      harness.deploy(failing("-- ü 😀\nselect 'a;b';\n\n\n\n\ncreate tabel public.b ();\n"), { tx }),
    );
    const place = { file: 'modules/broken/deploy/b.sql', line: 7, column: 8 };
    expect(error).toMatchObject({ code: 'CHANGE_FAILED', change: 'b', place, fields: { sqlState: '42601', state } });
    expect(await harness.changes()).toEqual(state.kept);
  });

  test.each([
    ['run', { kept: [], rolledBack: ['before:x', 'broken:a'] }, []],
    ['module', { kept: ['before:x'], rolledBack: ['broken:a'] }, ['x']],
    ['change', { kept: ['before:x', 'broken:a'], rolledBack: [] }, ['a', 'x']],
  ] as const)('in transactions per %s leaves what it says', async (tx, state, remaining) => {
    const error = await failure(harness.deploy(failing('create table public.gone ();\nselect 1/0;'), { tx }));
    expect(error.fields).toMatchObject({ state });
    expect(await harness.tables()).toEqual(remaining);
    expect(await harness.changes()).toEqual(state.kept);
  });

  test('is written to the history, and the run can go on after it is mended', async () => {
    const workspace = failing('select 1/0;');
    await failure(harness.deploy(workspace));
    expect(
      await harness.database.rows(
        `select event_type, package, change_name, error_message, error_code from pgpm_migrate.events where error_code is not null`,
      ),
    ).toEqual([
      {
        event_type: 'deploy',
        package: 'broken',
        change_name: 'b',
        error_message: 'division by zero',
        error_code: '22012',
      },
    ]);
    workspace.write('modules/broken/deploy/b.sql', 'create table public.b ();');
    await harness.deploy(workspace);
    expect(await harness.changes()).toEqual(['before:x', 'broken:a', 'broken:b', 'broken:c']);
  });

  describe('that fails only at the commit', () => {
    const deploy = `create table public.p (id int primary key);
      create table public.q (p int references public.p deferrable initially deferred);
      insert into public.q values (1);`;
    const workspace = () => harness.workspace({ m: { plan: ['a', 'b'], scripts: { a: { deploy }, b: table('b') } } });

    test('is not blamed on the last change of its transaction, and nothing stays', async () => {
      const error = await failure(harness.deploy(workspace()));
      expect(error).toMatchObject({ code: 'CHANGE_FAILED', change: undefined, place: undefined });
      expect(error.fields).toMatchObject({ sqlState: '23503', state: { kept: [], rolledBack: ['m:a', 'm:b'] } });
      expect(await harness.tables()).toEqual([]);
    });

    test('is that of its change in a transaction per change', async () => {
      const error = await failure(harness.deploy(workspace(), { tx: 'change' }));
      expect(error).toMatchObject({ module: 'm', change: 'a', fields: { state: { kept: [], rolledBack: [] } } });
    });
  });
});

test.each(['', '-- pgpm: timeout 9s\n', '-- pgpm: timeout 9s\n-- pgpm: lock-timeout 9s\n-- pgpm: role pg_monitor\n'])(
  'a failure that the server points nowhere at is one of its statement, whatever directives stand above: %j',
  async (directives) => {
    const deploy = `${directives}\nselect 1;\nset role pg_no_such_role_here;\nselect 2;`;
    const workspace = harness.workspace({ m: { plan: ['a'], scripts: { a: { deploy } } } });
    const line = directives.split('\n').length + 2;
    expect(await failure(harness.deploy(workspace))).toMatchObject({
      code: 'CHANGE_FAILED',
      place: { line, column: 1 },
    });
  },
);

test('a script that commits in a block is told how it can', async () => {
  const script = 'do $$ begin create table public.b (); commit; end $$;';
  const workspace = (deploy: string) => harness.workspace({ m: { plan: ['b'], scripts: { b: { deploy } } } });
  expect(await failure(harness.deploy(workspace(script)))).toMatchObject({
    fields: { sqlState: '2D000' },
    hint: expect.stringContaining('-- pgpm: no-transaction'),
  });
  await harness.deploy(workspace(`-- pgpm: no-transaction\n\n${script}`));
  expect(await harness.tables()).toEqual(['b']);
});

test('a script that comes too late for its isolation level is told how to have it', async () => {
  const script = 'set transaction isolation level serializable;\ncreate table public.b ();';
  const workspace = (deploy: string) =>
    harness.workspace({ m: { plan: ['a', 'b'], scripts: { a: table('a'), b: { deploy } } } });
  expect(await failure(harness.deploy(workspace(script)))).toMatchObject({
    code: 'CHANGE_FAILED',
    place: { line: 1 },
    fields: { sqlState: '25001' },
    hint: expect.stringContaining('begin one of its own kind'),
  });
  const check = `select 1 / (current_setting('transaction_isolation') = 'serializable')::int;`;
  await harness.deploy(workspace(`-- pgpm: no-transaction\n\nbegin;\n${script}\n${check}\ncommit;\n`));
  expect(await harness.tables()).toEqual(['a', 'b']);
});

test.each([
  ['in a block of its own', '-- pgpm: no-transaction\n\nbegin read only;\nselect 1;\ncommit;'],
  ['by a setting', 'set transaction_read_only = on;'],
])('a script that makes a transaction read only is told: %s', async (_name, deploy) => {
  const workspace = harness.workspace({ m: { plan: ['a'], scripts: { a: { deploy } } } });
  expect(await failure(harness.deploy(workspace))).toMatchObject({
    code: 'CHANGE_FAILED',
    fields: { sqlState: '25006' },
    hint: expect.stringContaining('read only'),
  });
  expect(await harness.changes()).toEqual([]);
});

test('a block of a script without a transaction names the place of a failure', async () => {
  const script =
    '-- pgpm: no-transaction\n\nbegin isolation level serializable;\nset transaction read write;\nselect 1;\n';
  const workspaceOf = (sql: string) =>
    harness.workspace({ m: { plan: ['a'], scripts: { a: { deploy: script + sql } } } });
  expect(await failure(harness.deploy(workspaceOf('select nothing;\ncommit;')))).toMatchObject({
    place: { line: 6, column: 8 },
  });
  expect(await failure(harness.deploy(workspaceOf('\nselect 1/0; commit;')))).toMatchObject({ place: { line: 7 } });
});
