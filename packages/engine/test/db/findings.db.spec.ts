import { packageModule, problemsOf, readModule, verify, openWorkspace } from '../../src/index.js';
import { checkModule } from '../support/checks.js';
import { failure } from '../support/errors.js';
import { Harness } from '../support/harness.js';
import { table } from '../support/workspace.js';

const harness = new Harness();

/** What is wrong, in its order: the module and the code. */
async function findings(promise: Promise<unknown>): Promise<readonly string[]> {
  return problemsOf(await failure(promise)).map(({ module, code }) => `${module ?? ''} ${code}`);
}

/** A mistake of every kind, spread over three modules. */
const three = {
  first: { plan: ['a', 'bro ken', 'gone'], scripts: { a: table('a') } },
  second: {
    plan: ['b [nope first:lost]', 'c [nowhere:x first:a]'],
    requires: ['first'],
    scripts: { b: { deploy: 'commit; select 1;' }, c: { deploy: '\\set x 1\n' } },
  },
  third: { plan: ['e [second:@v1]'], requires: ['second', 'no_such_extension'], scripts: {} },
};
const all = [
  'first PLAN_PARSE_ERROR',
  'first SCRIPT_MISSING',
  'second CHANGE_NOT_FOUND',
  'second UNDECLARED_MODULE_DEPENDENCY',
  'second TRANSACTION_CONTROL',
  'second UNSUPPORTED_PSQL',
  'third TAG_NOT_FOUND',
  'third SCRIPT_MISSING',
];

describe('one round tells', () => {
  test('what to do about each', async () => {
    const problems = problemsOf(await failure(harness.deploy(harness.workspace(three))));
    expect(problems.filter(({ hint }) => hint === undefined)).toEqual([]);
  });

  test('what is wrong with plans, references, scripts and the server', async () => {
    const workspace = harness.workspace(three);
    expect(await findings(harness.deploy(workspace))).toEqual([...all, 'third EXTENSION_UNAVAILABLE']);
    expect(await harness.database.column(`select to_regnamespace('pgpm_migrate')::text`)).toEqual([null]);
  });

  test('the same by the headers of the scripts, each once', async () => {
    const deploy = '-- requires: nope\n-- pgpm: no-transactions\n\nselect 1;\n';
    const workspace = harness.workspace({ m: { plan: ['a', 'b'], scripts: { a: { deploy } } } });
    const expected = ['m UNKNOWN_DIRECTIVE', 'm CHANGE_NOT_FOUND', 'm SCRIPT_MISSING'];
    expect(await findings(harness.deploy(workspace, { usePlan: false }))).toEqual(expected);
  });

  test('only of scripts that are to run, and nothing about changes whose lines cannot be read', async () => {
    const scripts = { a: table('a'), b: table('b') };
    const workspace = harness.workspace({ m: { plan: ['a', 'b'], scripts } });
    await harness.deploy(workspace);
    workspace.write('modules/m/deploy/a.sql', '\\set x 1\n');
    workspace.write('modules/m/pgpm.plan', '%project=m\n\na\nb b\nc [nope]\nd [b]\n');
    workspace.write('modules/m/deploy/c.sql', '');
    const told: unknown[] = [];
    const onEvent = (event: { readonly kind: string; readonly problem?: unknown }): void => {
      told.push(event.problem);
    };
    expect(await findings(harness.deploy(workspace, { onEvent }))).toEqual(['m PLAN_PARSE_ERROR', 'm SCRIPT_MISSING']);
    expect(told).not.toContainEqual(expect.objectContaining({ code: 'ORPHANED_CHANGE' }));
  });

  test('what is equal but stands elsewhere, and not what may only seem so because a file cannot be read', async () => {
    const workspace = harness.workspace({
      base: { plan: ['a', 'bro ken'], scripts: { a: table('a') } },
      odd: { plan: ['b [base:a]'], scripts: { b: table('b') } },
      top: { plan: ['c [base:@v1]'], requires: ['base'], scripts: { c: { deploy: '\\set x 1\n\\set x 1\n' } } },
    });
    workspace.write('modules/odd/odd.control', `requires = 'base\n`);
    expect(await findings(harness.deploy(workspace))).toEqual([
      'base PLAN_PARSE_ERROR',
      'odd CONTROL_PARSE_ERROR',
      'top UNSUPPORTED_PSQL',
      'top UNSUPPORTED_PSQL',
    ]);
  });

  test('that there is no database, beside what is known without one', async () => {
    const workspace = harness.workspace(three);
    const database = { ...harness.database.config, database: `${harness.database.name}_no` };
    expect(await findings(harness.deploy(workspace, { database }))).toEqual([
      'first PLAN_PARSE_ERROR',
      'second CHANGE_NOT_FOUND',
      'second UNDECLARED_MODULE_DEPENDENCY',
      'third TAG_NOT_FOUND',
      ' DATABASE_MISSING',
    ]);
    expect(await findings(harness.deploy(workspace, { database, createDatabase: true }))).toEqual([
      ...all,
      'third EXTENSION_UNAVAILABLE',
    ]);
    const unavailable = harness.workspace({
      m: { plan: ['a'], requires: ['no_such_extension'], scripts: { a: table('a') } },
    });
    expect(await findings(harness.deploy(unavailable, { database, createDatabase: true }))).toEqual([
      'm EXTENSION_UNAVAILABLE',
    ]);
    const dry = { database, createDatabase: true, dryRun: true };
    expect(await findings(harness.deploy(workspace, dry))).toContain(' DATABASE_MISSING');
    const made = `select count(*)::int from pg_database where datname = '${database.database}'`;
    expect(await harness.database.column(made)).toEqual([0]);
  });

  test('without waiting for a run that holds the lock', async () => {
    const { client } = harness.database;
    await client.query(`select pg_advisory_lock(x'7067706d'::int, hashtext('pgpm_migrate'))`);
    const found = await findings(harness.deploy(harness.workspace(three), { wait: 0 }));
    expect(found).toEqual([...all, 'third EXTENSION_UNAVAILABLE']);
  });
});

test('a module that requires itself by way of another has no order to look at', async () => {
  const workspace = harness.workspace({
    a: { plan: ['x'], requires: ['b'], scripts: {} },
    b: { plan: ['y'], requires: ['a'], scripts: {} },
  });
  expect(await findings(harness.deploy(workspace))).toEqual(['b CIRCULAR_DEPENDENCY']);
});

test('verify and check tell plans and scripts together', async () => {
  const workspace = harness.workspace({ m: { plan: ['a'], scripts: { a: table('a') } } });
  await harness.deploy(workspace);
  workspace.write('modules/m/pgpm.plan', '%project=m\n\na [nope]\nbro ken\n');
  workspace.write('modules/m/verify/a.sql', '\\set x 1\n');
  const { config: database } = harness.database;
  const verified = verify({ workspace: openWorkspace(workspace.root), database, targets: ['m'] });
  const expected = ['m PLAN_PARSE_ERROR', 'm UNSUPPORTED_PSQL'];
  expect(await findings(verified)).toEqual(expected);
  expect(await findings(checkModule(workspace, 'm'))).toEqual(expected);
});

test('package tells a version that is none beside the scripts', async () => {
  const workspace = harness.workspace({ m: { plan: ['a', 'bro ken'], scripts: {} } });
  workspace.write('modules/m/package.json', '{ "name": "@test/m", "version": "one" }\n');
  const module = readModule(`${workspace.root}/modules/m`, workspace.root);
  const packaged = Promise.resolve().then(() => packageModule({ module, root: workspace.root }));
  expect(await findings(packaged)).toEqual(['m VERSION_INVALID', 'm PLAN_PARSE_ERROR', 'm SCRIPT_MISSING']);
});
