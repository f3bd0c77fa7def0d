import { deploy, openWorkspace, revert, status, verify, type RevertOptions } from '../../src/index.js';
import { TestDatabase } from '../support/database.js';
import { failure } from '../support/errors.js';
import { table, TemporaryWorkspace } from '../support/workspace.js';

const stamp = '2024-01-01T00:00:00Z dev <dev@example.test>';
let database: TestDatabase;
let workspace: TemporaryWorkspace;

beforeEach(async () => {
  database = await TestDatabase.create();
  workspace = new TemporaryWorkspace({
    first: { plan: ['a', `@v1 ${stamp}`, 'b'], scripts: { a: table('a'), b: table('b') } },
    second: { plan: ['c [first:b]'], requires: ['first'], scripts: { c: table('c') } },
    third: { plan: ['d [second:c]'], requires: ['second', 'citext'], scripts: { d: table('d') } },
    other: { plan: ['x'], scripts: { x: table('x') } },
  });
});
afterEach(async () => {
  await database.drop();
  workspace.remove();
});

const options = () => ({
  workspace: openWorkspace(workspace.root),
  targets: 'all' as const,
  database: database.config,
});
const deployAll = () => deploy(options());
const run = (target: string, more: Partial<RevertOptions> = {}) => revert({ ...options(), targets: [target], ...more });
const changes = () =>
  database.column(`select package || ':' || change_name from pgpm_migrate.changes order by deployed_at`);
const tables = () => database.column(`select tablename from pg_tables where schemaname = 'public' order by 1`);

test('a module goes with all that depends on it, across modules, and nothing else', async () => {
  await deployAll();
  const { changes: reverted } = await run('second');
  expect(reverted.map((change) => `${change.package}:${change.name}`)).toEqual(['third:d', 'second:c']);
  expect(await tables()).toEqual(['a', 'b', 'x']);
  expect(
    await database.column(`select change_name from pgpm_migrate.events where event_type = 'revert' order by event_id`),
  ).toEqual(['d', 'c']);
});

test('down to a tag: the tagged change stays, what follows and its dependants go, and can be deployed again', async () => {
  await deployAll();
  await run('first', { to: '@v1' });
  expect(await changes()).toEqual(['first:a', 'other:x']);
  await deployAll();
  expect(await tables()).toEqual(['a', 'b', 'c', 'd', 'x']);
  expect(await database.column('select count(*)::int from pgpm_migrate.dependencies')).toEqual([2]);
});

test('what is not deployed needs no revert', async () => {
  expect(await run('second')).toMatchObject({ changes: [], summary: 'nothing to revert' });
});

test.each([
  ['an unknown target', { to: 'nope' }, 'CHANGE_NOT_FOUND'],
  ['a target that is not deployed', { to: 'a' }, 'NOT_DEPLOYED'],
] as const)('refuses %s and reverts nothing', async (_name, more, code) => {
  await deploy({ ...options(), targets: ['other'] });
  expect(await failure(run('first', more))).toMatchObject({ code });
  expect(await changes()).toEqual(['other:x']);
});

test('without dependants it refuses while there are some, and names them', async () => {
  await deployAll();
  expect(await failure(run('first', { recursive: false }))).toMatchObject({
    code: 'REQUIRED_BY',
    change: 'b',
    fields: { dependants: ['second:c'] },
  });
  expect(await tables()).toHaveLength(5);
});

test('a dependant whose module left the workspace blocks', async () => {
  await deployAll();
  const smaller = new TemporaryWorkspace({ first: { plan: ['a', 'b'], scripts: { a: table('a'), b: table('b') } } });
  const error = await failure(run('first', { workspace: openWorkspace(smaller.root) }));
  smaller.remove();
  expect(error).toMatchObject({ code: 'DEPENDENT_MODULE_MISSING', fields: { dependants: ['third:d', 'second:c'] } });
});

test('missing and irreversible scripts are found before anything goes', async () => {
  workspace.addModule('bad', {
    plan: ['m', 'i'],
    scripts: { m: { deploy: 'select 1;' }, i: { deploy: '-- pgpm: irreversible\n\nselect 1;', revert: 'select 1;' } },
  });
  await deployAll();
  const error = await failure(run('bad'));
  expect(error).toMatchObject({
    code: 'PREFLIGHT_FAILED',
    fields: { problems: [{ code: 'IRREVERSIBLE' }, { code: 'SCRIPT_MISSING' }] },
  });
});

test('asks before it reverts, with the list, and takes no for an answer', async () => {
  await deployAll();
  const asked: (readonly string[])[] = [];
  const confirm = (list: readonly string[]): boolean => asked.push(list) === 0;
  expect(await failure(run('second', { confirm }))).toMatchObject({ code: 'CONFIRMATION_REQUIRED' });
  expect(asked).toEqual([['third:d', 'second:c']]);
  expect(await tables()).toHaveLength(5);
});

test('a whole workspace must be meant', async () => {
  await deployAll();
  expect(await failure(revert(options()))).toMatchObject({ code: 'NOTHING_SELECTED' });
  await revert({ ...options(), all: true });
  expect(await tables()).toEqual([]);
  expect(await changes()).toEqual([]);
});

test('a failing revert leaves everything in place, and its history row', async () => {
  await deployAll();
  workspace.write('modules/first/revert/b.sql', 'drop table public.b;\ndrop table public.nope;');
  const error = await failure(run('first'));
  expect(error).toMatchObject({
    code: 'CHANGE_FAILED',
    place: { file: 'modules/first/revert/b.sql', line: 2 },
    fields: { operation: 'revert', sqlState: '42P01', state: { kept: [], rolledBack: ['third:d', 'second:c'] } },
  });
  expect(await tables()).toHaveLength(5);
  expect(await database.column(`select error_code from pgpm_migrate.events where event_type = 'revert'`)).toEqual([
    '42P01',
  ]);
});

test('extensions are dropped only when asked for, and only when nothing needs them', async () => {
  await deployAll();
  await run('third');
  expect(await database.column(`select extname from pg_extension where extname = 'citext'`)).toEqual(['citext']);
  await deployAll();
  expect((await run('third', { dropExtensions: true })).extensions).toEqual(['citext']);
});

describe('verify', () => {
  test('up to a target, inclusive; what scripts write does not stay', async () => {
    workspace.write(
      'modules/first/verify/a.sql',
      `BEGIN;\ncreate table public.left_behind ();\nset role pg_monitor;\nROLLBACK;`,
    );
    await deployAll();
    const result = await verify({ ...options(), targets: ['first'], to: '@v1' });
    expect(result.changes.map((change) => change.name)).toEqual(['a']);
    expect(await tables()).not.toContain('left_behind');
  });

  test('says which deployed scripts were edited', async () => {
    await deployAll();
    workspace.write('modules/first/deploy/a.sql', 'create table public.a (b int);');
    const { warnings } = await verify(options());
    expect(warnings).toMatchObject([{ code: 'SCRIPT_CHANGED', change: 'a', hint: expect.stringContaining('rehash') }]);
  });

  test('tries everything, then reports every failure with its line', async () => {
    workspace.write('modules/first/verify/a.sql', 'select 1;\nselect 1 / 0;');
    workspace.write('modules/second/verify/c.sql', `do $$ begin raise exception 'not so'; end $$;`);
    await deployAll();
    const error = await failure(verify(options()));
    expect(error).toMatchObject({
      code: 'OPERATION_FAILED',
      fields: {
        target: ['first:a', 'second:c'],
        problems: [
          { code: 'VERIFICATION_FAILED', place: { line: 2, column: 1 }, fields: { sqlState: '22012' } },
          { code: 'VERIFICATION_FAILED', fields: { reason: 'not so' } },
        ],
      },
    });
    expect(
      await database.rows(
        `select package, change_name, error_code from pgpm_migrate.events where event_type = 'verify' order by 1`,
      ),
    ).toEqual([
      { package: 'first', change_name: 'a', error_code: 'VERIFICATION_FAILED' },
      { package: 'second', change_name: 'c', error_code: 'VERIFICATION_FAILED' },
    ]);
  });

  test('a script that cannot be parsed fails alone', async () => {
    workspace.write('modules/second/verify/c.sql', 'selec 1;');
    await deployAll();
    const error = await failure(verify(options()));
    expect(error.fields).toMatchObject({
      target: ['second:c'],
      problems: [{ place: { line: 1, column: 1 }, fields: { sqlState: '42601' } }],
    });
  });

  test('skips what is not deployed, unless all is required', async () => {
    await deploy({ ...options(), targets: ['first'], to: 'a' });
    expect((await verify({ ...options(), targets: ['first'] })).skipped).toEqual(['first:b']);
    expect(await failure(verify({ ...options(), targets: ['first'], requireAll: true }))).toMatchObject({
      code: 'NOT_DEPLOYED',
    });
  });

  test.each([
    ['false', 'select false;', 'VERIFY_INCONCLUSIVE'],
    ['null', 'select null::boolean;', 'VERIFY_INCONCLUSIVE'],
    ['no truth value', 'select true where false;', 'VERIFY_INCONCLUSIVE'],
    ['columns without a row', 'select oid, relname from pg_class where false;', undefined],
    ['a column without a row', 'select oid from pg_class where false;', undefined],
    ['true', 'select true;', undefined],
    ['a text', `select 'f';`, undefined],
  ])('strict: a last result of %s', async (_name, sql, code) => {
    workspace.write('modules/other/verify/x.sql', sql);
    await deployAll();
    const strict = verify({ ...options(), targets: ['other'], strict: true });
    if (code === undefined) expect((await strict).changes).toHaveLength(1);
    else expect((await failure(strict)).fields).toMatchObject({ problems: [{ code }] });
    expect((await verify({ ...options(), targets: ['other'] })).changes).toHaveLength(1);
  });

  test('an extension that is gone is an error', async () => {
    await deployAll();
    await database.client.query('drop extension citext');
    expect(await failure(verify({ ...options(), targets: ['third'] }))).toMatchObject({
      code: 'EXTENSION_NOT_INSTALLED',
    });
  });
});

describe('status', () => {
  test('without a registry everything is pending', async () => {
    const result = await status(options());
    expect([result.registry, result.clean]).toEqual([false, false]);
    expect(result.modules.map(({ module, pending }) => [module, pending.length])).toContainEqual(['first', 2]);
  });

  test('tells deployed, pending, changed, orphaned and the tag reached', async () => {
    await deploy({ ...options(), targets: ['first'] });
    workspace.write('modules/first/pgpm.plan', `%syntax-version=1.0.0\n%project=first\n\na\n@v1 ${stamp}\nnew\n`);
    workspace.write('modules/first/deploy/a.sql', 'select 1;');
    const { modules } = await status({ ...options(), targets: ['first'] });
    expect(modules).toMatchObject([
      { planned: 2, pending: ['new'], changed: ['a'], orphaned: ['b'], tag: 'v1', outOfOrder: false },
    ]);
  });

  test('all deployed is clean', async () => {
    await deployAll();
    expect(await status(options())).toMatchObject({ clean: true, summary: '4 modules up to date' });
  });
});
