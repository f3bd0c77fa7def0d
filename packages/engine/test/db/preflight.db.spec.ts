import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { problemsOf, type DeployOptions } from '../../src/index.js';
import { failure } from '../support/errors.js';
import { Harness, shop } from '../support/harness.js';
import { table } from '../support/workspace.js';

const harness = new Harness();

describe('the pre-flight', () => {
  test('finds everything before anything runs', async () => {
    const workspace = harness.workspace({
      good: { plan: ['a'], scripts: { a: table('a') } },
      bad: {
        plan: ['missing', 'psql', 'commits', 'concurrent', 'typo'],
        requires: ['good', 'no_such_extension'],
        scripts: {
          psql: { deploy: '\\set x 1\nselect 1;' },
          commits: { deploy: 'select 1;\ncommit;\nselect 2;' },
          concurrent: { deploy: 'create index concurrently i on a (b);' },
          typo: { deploy: '-- pgpm: no-transactions\n\nselect 1;' },
        },
      },
    });
    const error = await failure(harness.deploy(workspace));
    expect(error.code).toBe('PREFLIGHT_FAILED');
    expect(problemsOf(error).map(({ code, change, place }) => [code, change, place?.line])).toEqual([
      ['SCRIPT_MISSING', 'missing', undefined],
      ['UNSUPPORTED_PSQL', 'psql', 1],
      ['TRANSACTION_CONTROL', 'commits', 2],
      ['NEEDS_NO_TRANSACTION', 'concurrent', 1],
      ['UNKNOWN_DIRECTIVE', 'typo', 1],
      ['EXTENSION_UNAVAILABLE', undefined, 2],
    ]);
    expect(await harness.tables()).toEqual([]);
    expect(await harness.database.column(`select to_regnamespace('pgpm_migrate')::text`)).toEqual([null]);
  });

  test.each([
    ['an unknown target', { targets: ['base'], to: 'nope' }, 'CHANGE_NOT_FOUND'],
    ['an unknown tag', { targets: ['base'], to: '@v9' }, 'TAG_NOT_FOUND'],
    ['an unknown module', { targets: ['shpo'] }, 'MODULE_NOT_FOUND'],
    ['a target in another module', { targets: ['base'], to: 'shop:c' }, 'INVALID_NAME'],
    ['a target without a module', { targets: 'all', to: 'c' }, 'WORKSPACE_OPERATION_ERROR'],
    ['a whole workspace without dependencies', { targets: 'all', recursive: false }, 'WORKSPACE_OPERATION_ERROR'],
    ['a module without its requirements', { targets: ['shop'], recursive: false }, 'PREFLIGHT_FAILED'],
  ] as const)('refuses %s', async (_name, options, code) => {
    expect(await failure(harness.deploy(harness.workspace(shop), options as Partial<DeployOptions>))).toMatchObject({
      code,
    });
  });

  test('a change named like a path out of its module is refused', async () => {
    const workspace = harness.workspace({ m: { plan: ['../x'], scripts: {} } });
    expect((await failure(harness.deploy(workspace))).code).toMatch(/PLAN_PARSE_ERROR|INVALID_NAME/);
  });

  test('a script edited after its deploy is told, refused when strict, and accepted when allowed', async () => {
    const workspace = harness.workspace(shop);
    await harness.deploy(workspace);
    workspace.write('modules/base/deploy/a.sql', 'create table public.a (b int);');
    expect((await harness.deploy(workspace)).warnings).toMatchObject([
      { code: 'SCRIPT_CHANGED', change: 'a', hint: expect.stringContaining('pgpm migrate rehash') as string },
    ]);
    expect(await failure(harness.deploy(workspace, { strictHash: true }))).toMatchObject({ code: 'SCRIPT_CHANGED' });
    expect((await harness.deploy(workspace, { allowChanged: true, strictHash: true })).warnings).toEqual([]);
  });

  test('a conflicting change that is deployed is in the way', async () => {
    const workspace = harness.workspace({ m: { plan: ['a', 'b [!a]'], scripts: { a: table('a'), b: table('b') } } });
    expect(await failure(harness.deploy(workspace))).toMatchObject({ code: 'CHANGE_CONFLICT', change: 'b' });
  });

  test('one that the same run would deploy is in the way as well, and the message says so', async () => {
    const workspace = harness.workspace({ m: { plan: ['a', 'b [!a]'], scripts: { a: table('a'), b: table('b') } } });
    expect((await failure(harness.deploy(workspace))).message).toContain('which the same run would deploy');
    await harness.deploy(workspace, { targets: ['m'], to: 'a' });
    expect((await failure(harness.deploy(workspace))).message).toContain('which is deployed');
  });

  test.each([true, false])(
    'a change of a module that nobody requires is in the way, recursive %p',
    async (recursive) => {
      const rival = { plan: ['x'], scripts: { x: table('x') } };
      const workspace = harness.workspace({ rival, m: { plan: ['b [!rival:x !gone:y]'], scripts: { b: table('b') } } });
      await harness.deploy(workspace, { targets: ['rival'] });
      const options = { targets: ['m'], recursive };
      expect(await failure(harness.deploy(workspace, options))).toMatchObject({
        code: 'CHANGE_CONFLICT',
        fields: { conflicts: 'rival:x', isPlanned: false },
      });
      await harness.database.client.query('drop schema pgpm_migrate cascade');
      expect((await harness.deploy(workspace, options)).changes).toMatchObject([{ name: 'b' }]);
    },
  );

  test('what is required may have been deployed before: a module alone then needs nothing more', async () => {
    const workspace = harness.workspace(shop);
    await harness.deploy(workspace, { targets: ['base'] });
    const { changes, modules } = await harness.deploy(workspace, { targets: ['shop'], recursive: false });
    expect(modules).toEqual(['shop']);
    expect(changes.map(({ name }) => name)).toEqual(['c', 'd']);
  });

  test('a database that takes no writes is refused, also in a dry run, unless there is nothing to do', async () => {
    const { client, config } = harness.database;
    const workspace = harness.workspace({ m: { plan: ['a'], scripts: { a: table('a') } } });
    const readOnly = { database: { ...config, options: '-c default_transaction_read_only=on' } };
    const refused = { code: 'DATABASE_READ_ONLY', fields: { database: client.database } };
    expect(await failure(harness.deploy(workspace, readOnly))).toMatchObject(refused);
    expect(await failure(harness.deploy(workspace, { ...readOnly, dryRun: true }))).toMatchObject(refused);
    await harness.deploy(workspace);
    expect((await harness.deploy(workspace, readOnly)).summary).toBe('nothing to deploy, 1 change in place');
  });

  test('a role that may create no database is told so', async () => {
    const { client, config, name } = harness.database;
    const role = `pgpm_role_${name.slice(-12)}`;
    await client.query(`create role ${role} login password 'role'`);
    try {
      const workspace = harness.workspace({ m: { plan: ['a'], scripts: { a: table('a') } } });
      const database = { ...config, user: role, password: 'role', database: `${name}_no` };
      expect(await failure(harness.deploy(workspace, { database, createDatabase: true }))).toMatchObject({
        code: 'INSUFFICIENT_PRIVILEGE',
        fields: { privilege: 'CREATEDB', user: role },
      });
    } finally {
      await client.query(`drop role ${role}`);
    }
  });

  test('so is one that is in the plan no more', async () => {
    const workspace = harness.workspace({ m: { plan: ['b [!a]'], scripts: { a: table('a'), b: table('b') } } });
    const planned = readFileSync(join(workspace.root, 'modules/m/pgpm.plan'), 'utf8');
    workspace.write('modules/m/pgpm.plan', planned.replace('b [!a]', 'a'));
    await harness.deploy(workspace);
    workspace.write('modules/m/pgpm.plan', planned);
    expect(await failure(harness.deploy(workspace))).toMatchObject({ code: 'CHANGE_CONFLICT', change: 'b' });
    await harness.database.client.query('drop schema pgpm_migrate cascade');
    expect((await harness.deploy(workspace)).changes).toMatchObject([{ name: 'b' }]);
  });

  test('a workspace in which no module is found is told where they were looked for', async () => {
    const workspace = harness.workspace({});
    workspace.write('pgpm.json', '{ "packages": ["module/*"] }');
    const { changes, warnings } = await harness.deploy(workspace, { targets: 'all' });
    const expected = { code: 'NO_MODULES', fields: { packages: ['module/*'] }, place: { file: 'pgpm.json' } };
    expect([changes, warnings]).toMatchObject([[], [expected]]);
  });

  test('what was noticed about configuration, plan, control file and headers is told, and does not stop it', async () => {
    const workspace = harness.workspace({
      m: {
        plan: ['a', 'HEAD', 'b [a a !gone]'],
        scripts: { a: table('a'), HEAD: table('b'), b: { deploy: 'select 1;\n-- requires: a\n' } },
      },
    });
    workspace.write('pgpm.json', '{ "packages": ["modules/*"], "pakages": [] }\n');
    workspace.write('modules/m/m.control', "requires = ''\nrequires = ''\n");
    const codes = [
      'CONFIG_UNKNOWN_KEY',
      'PLAN_RESERVED_NAME',
      'PLAN_DUPLICATE_DEPENDENCY',
      'CONTROL_PARSE_ERROR',
      'CHANGE_NOT_FOUND',
    ];
    for (const usePlan of [true, false]) {
      const { changes, warnings } = await harness.deploy(workspace, { usePlan, dryRun: true });
      expect(changes).toHaveLength(3);
      const ofPlan = usePlan ? codes : codes.slice(0, -1);
      expect(warnings.map(({ code }) => code)).toEqual([...ofPlan, 'HEADER_REQUIRES_IN_BODY']);
    }
  });

  test('pending changes before deployed ones are deployed, with a warning', async () => {
    const workspace = harness.workspace({ m: { plan: ['b'], scripts: { a: table('a'), b: table('b') } } });
    await harness.deploy(workspace);
    workspace.write('modules/m/pgpm.plan', '%syntax-version=1.0.0\n%project=m\n\na\nb\n');
    expect((await harness.deploy(workspace)).warnings).toMatchObject([{ code: 'PENDING_BEFORE_DEPLOYED' }]);
    expect((await harness.deploy(workspace)).warnings).toMatchObject([{ code: 'OUT_OF_ORDER' }]);
  });
});

test('an extension is looked for by name alone, whatever objects inherit', async () => {
  const workspace = harness.workspace({ m: { plan: ['a'], requires: ['constructor'], scripts: { a: table('a') } } });
  expect(await failure(harness.deploy(workspace))).toMatchObject({
    code: 'EXTENSION_UNAVAILABLE',
    fields: { extension: 'constructor' },
  });
});

describe('a module called like an extension', () => {
  const citext = { plan: ['a', 'b'], scripts: { a: table('a'), b: table('b') } };
  const told = {
    code: 'MODULE_HIDES_EXTENSION',
    severity: 'warning',
    place: { file: 'modules/citext/citext.control' },
  };

  test('is deployed with a note, the first time', async () => {
    const workspace = harness.workspace({
      citext,
      m: { plan: ['c'], requires: ['citext'], scripts: { c: table('c') } },
    });
    const { changes, extensions, warnings } = await harness.deploy(workspace, { targets: ['citext'], to: 'a' });
    expect([changes.length, extensions, warnings]).toMatchObject([
      1,
      [],
      [{ ...told, fields: { isInstalled: false } }],
    ]);
    expect((await harness.deploy(workspace)).warnings).toEqual([]);
    expect((await harness.deploy(workspace)).warnings).toEqual([]);
  });

  test('gets another note where the extension is installed', async () => {
    await harness.database.client.query('create extension citext');
    const { warnings } = await harness.deploy(harness.workspace({ citext }));
    expect(warnings).toMatchObject([{ ...told, fields: { isInstalled: true } }]);
  });

  test('gets none where the extension is the module itself, packaged', async () => {
    const workspace = harness.workspace({ citext });
    const [comment] = await harness.database.column(
      `select comment from pg_available_extensions where name = 'citext'`,
    );
    workspace.write('modules/citext/citext.control', `comment = '${String(comment)}'\n`);
    expect((await harness.deploy(workspace)).warnings).toEqual([]);
  });
});
