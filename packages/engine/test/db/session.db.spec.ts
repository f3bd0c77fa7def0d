import { createHash } from 'node:crypto';
import { deploy, openWorkspace, problemsOf, revert, verify } from '../../src/index.js';
import { failure } from '../support/errors.js';
import { Harness } from '../support/harness.js';
import { table } from '../support/workspace.js';

const harness = new Harness();

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('what a script does to its session', () => {
  test('ends with the script: role, search_path, settings, session authorization, temporary tables of a module', async () => {
    const probe = `insert into public.seen
      select current_user, session_user, current_setting('search_path'), current_setting('work_mem'), to_regclass('pg_temp.scratch')::text;`;
    const modules = {
      one: {
        plan: ['seen', 'leave', 'look'],
        scripts: {
          seen: { deploy: 'create table public.seen (u text, s text, path text, mem text, temp text);' },
          leave: {
            deploy: `create temporary table scratch ();
              set search_path = pg_temp; set work_mem = '1MB'; set role pg_monitor; set session authorization default;
              set role pg_monitor;`,
          },
          look: { deploy: probe },
        },
      },
      two: { plan: ['look'], requires: ['one'], scripts: { look: { deploy: `${probe} -- a comment at the end` } } },
    };
    await harness.deploy(harness.workspace(modules), { targets: ['two'] });
    const [{ u, path, mem }] = (await harness.database.rows(
      `select current_user as u, current_setting('search_path') as path, current_setting('work_mem') as mem`,
    )) as [Record<string, unknown>];
    const common = { u, s: u, path, mem };
    const [same, other] = await harness.database.rows('select * from public.seen');
    expect(same).toMatchObject(common);
    expect(other).toEqual({ ...common, temp: null });
  });

  test.each(['', '-- pgpm: no-transaction\n\n'])(
    'strings are what the SQL standard says, whatever the database says: %j',
    async (directive) => {
      const { client, name } = harness.database;
      await client.query(`alter database ${name} set standard_conforming_strings = off`);
      const text = (note: string): string => `insert into public.a values ('${note}');`;
      const scripts = {
        a: { deploy: 'create table public.a (note text);', revert: 'drop table public.a;' },
        // Read otherwise, it is a string, a commit and a comment.
        b: { deploy: `${directive}${text(`a\\''); commit; --`)}`, revert: text('\\'), verify: text('\\') },
      };
      const workspace = harness.workspace({ m: { plan: ['a', 'b [a]'], scripts } });
      await harness.deploy(workspace);
      expect(await harness.database.column('select note from public.a')).toEqual([`a\\'); commit; --`]);
      const options = { workspace: openWorkspace(workspace.root), targets: ['m'], database: harness.database.config };
      expect((await verify(options)).changes).toHaveLength(1);
      expect((await revert(options)).changes).toHaveLength(2);
    },
  );

  test('directives set role and timeouts for their script only', async () => {
    const workspace = harness.workspace({
      m: {
        plan: ['seen', 'directed', 'after'],
        scripts: {
          seen: { deploy: 'create table seen (u text, t text); grant insert on seen to pg_monitor;' },
          directed: {
            deploy: `-- pgpm: role pg_monitor\n-- pgpm: timeout 5s\n\ninsert into public.seen select current_user, current_setting('statement_timeout');`,
          },
          after: { deploy: `insert into public.seen select current_user, current_setting('statement_timeout');` },
        },
      },
    });
    await harness.deploy(workspace);
    const [first, second] = await harness.database.rows('select * from seen');
    expect(first).toEqual({ u: 'pg_monitor', t: '5s' });
    expect(second).toEqual({ u: (await harness.database.column('select current_user'))[0], t: '0' });
  });

  test.each([
    ['deploy', {}, ''],
    ['deploy', { tx: 'change' }, ''],
    ['deploy', {}, '-- pgpm: no-transaction\n'],
    ['verify', {}, ''],
    ['revert', {}, ''],
    ['revert', { tx: 'module' }, '-- pgpm: no-transaction\n'],
  ] as const)(
    'a directive of a %s script that the server refuses is a failure of that script',
    async (kind, options, more) => {
      const directed = { [kind]: `${more}-- pgpm: role nobody_of_that_name\n${table('b')[kind] ?? ''}` };
      const workspace = harness.workspace({
        m: {
          plan: ['a', 'b', 'c'],
          scripts: { a: table('a'), b: { ...table('b'), ...directed }, c: table('c') },
        },
      });
      if (kind !== 'deploy') await harness.deploy(workspace);
      const run = { deploy, verify, revert }[kind];
      const given = {
        workspace: openWorkspace(workspace.root),
        targets: ['m'],
        database: harness.database.config,
      };
      const error = await failure(run({ ...given, ...options }));
      expect(problemsOf(error)).toMatchObject([
        {
          code: kind === 'verify' ? 'VERIFICATION_FAILED' : 'CHANGE_FAILED',
          change: 'b',
          place: { file: `modules/m/${kind}/b.sql` },
          fields: { sqlState: '22023' },
        },
      ]);
    },
  );

  test('objects named like functions of the registry do not get in its way', async () => {
    const hostile = `create function public.clock_timestamp() returns timestamptz language sql as $$ select '1999-01-01'::timestamptz $$;
      create function public.sha256(bytea) returns bytea language sql as $$ select 'evil'::bytea $$;
      set search_path = public, pg_catalog;`;
    await harness.deploy(harness.workspace({ m: { plan: ['h'], scripts: { h: { deploy: hostile } } } }));
    expect(await harness.database.column('select change_id from pgpm_migrate.changes')).toEqual([
      sha256(`mh${sha256(hostile)}`),
    ]);
  });
});

describe('scripts without a transaction', () => {
  const concurrent =
    '-- pgpm: no-transaction\n\ncreate index concurrently a_i on public.t (id);\ncreate index concurrently b_i on public.t (id);\n';
  const workspace = () =>
    harness.workspace({
      m: {
        plan: ['t', 'i', 'u'],
        scripts: { t: { deploy: 'create table public.t (id int);' }, i: { deploy: concurrent }, u: table('u') },
      },
    });

  test.each(['module', 'change'] as const)('run statement by statement between transactions per %s', async (tx) => {
    await harness.deploy(workspace(), { tx });
    expect(await harness.database.column(`select indexname from pg_indexes where tablename = 't' order by 1`)).toEqual([
      'a_i',
      'b_i',
    ]);
    expect(await harness.changes()).toEqual(['m:t', 'm:i', 'm:u']);
  });

  test('are refused when one transaction holds the run', async () => {
    expect(await failure(harness.deploy(workspace(), { tx: 'run' }))).toMatchObject({
      code: 'NEEDS_NO_TRANSACTION',
      change: 'i',
    });
  });

  test('that fail keep what was committed, and say where', async () => {
    const broken = harness.workspace({
      m: {
        plan: ['t', 'i'],
        scripts: { t: { deploy: 'create table public.t (id int);' }, i: { deploy: `${concurrent}select 1/0;\n` } },
      },
    });
    const error = await failure(harness.deploy(broken));
    expect(error).toMatchObject({
      code: 'CHANGE_FAILED',
      place: { line: 5, column: 1 },
      fields: { state: { kept: ['m:t'] } },
    });
    expect(await harness.changes()).toEqual(['m:t']);
  });
});
