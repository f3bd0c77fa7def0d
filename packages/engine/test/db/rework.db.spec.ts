import { readFileSync } from 'node:fs';
import { openWorkspace, packageModule, revert, status, verify } from '../../src/index.js';
import { failure } from '../support/errors.js';
import { Harness } from '../support/harness.js';
import { table, type ModuleFiles, type Scripts, type TemporaryWorkspace } from '../support/workspace.js';

const harness = new Harness();
const stamp = '2024-01-01T00:00:00Z dev <dev@example.test>';

/** A function that answers with a number, whose opposite is the answer before it. */
const answer = (now: number, before?: number): Scripts => ({
  deploy: `-- Deploy m:answer to pg\n\ncreate or replace function public.answer() returns int language sql as $$ select ${now} $$;\n`,
  revert:
    before === undefined
      ? 'drop function public.answer();\n'
      : `create or replace function public.answer() returns int language sql as $$ select ${before} $$;\n`,
  verify: `do $$ begin if public.answer() <> ${now} then raise exception 'not ${now}'; end if; end $$;\n`,
});

const original: ModuleFiles = {
  plan: ['answer', 'user [answer]', `@v1 ${stamp}`],
  scripts: { answer: answer(1), user: table('users') },
};
const reworked: ModuleFiles = {
  plan: [...original.plan, 'answer [answer@v1]', 'later [answer]', `@v2 ${stamp}`],
  scripts: { 'answer@v1': answer(1), answer: answer(2, 1), user: table('users'), later: table('later') },
};
const twice: ModuleFiles = {
  plan: [...reworked.plan, 'answer [answer@v2]'],
  scripts: { ...reworked.scripts, 'answer@v2': answer(2, 1), answer: answer(3, 2) },
};

const answerNow = async (): Promise<unknown> => (await harness.database.column('select public.answer()'))[0];
const requirements = (): Promise<readonly unknown[]> =>
  harness.database.column(
    `select c.change_name || ' <- ' || d.requires from pgpm_migrate.dependencies as d
     join pgpm_migrate.changes as c using (change_id) order by 1`,
  );
const options = (workspace: TemporaryWorkspace) => ({
  workspace: openWorkspace(workspace.root),
  targets: ['m'],
  database: harness.database.config,
});

test('a fresh database gets all instances, each under a name of its own', async () => {
  const workspace = harness.workspace({ m: twice });
  await harness.deploy(workspace);
  expect(await harness.changes()).toEqual(['m:answer@v1', 'm:user', 'm:answer@v2', 'm:later', 'm:answer']);
  expect(await requirements()).toEqual([
    'answer <- m:answer@v2',
    'answer@v2 <- m:answer@v1',
    'later <- m:answer@v2',
    'user <- m:answer@v1',
  ]);
  expect(await answerNow()).toBe(3);
  expect(await status(options(workspace))).toMatchObject({ clean: true, modules: [{ planned: 5, tag: 'v2' }] });
});

test.each(['run', 'module', 'change'] as const)(
  'what was deployed before the rework becomes the older instance, per %s',
  async (tx) => {
    await harness.deploy(harness.workspace({ m: original }));
    const workspace = harness.workspace({ m: reworked });
    expect((await status(options(workspace))).modules).toMatchObject([
      {
        deployed: [{ change: 'answer@v1' }, { change: 'user' }],
        pending: ['answer', 'later'],
        changed: [],
        orphaned: [],
      },
    ]);
    const { changes, warnings } = await harness.deploy(workspace, { tx });
    expect(warnings).toEqual([]);
    expect(changes.map(({ name }) => name)).toEqual(['answer', 'later']);
    expect(await answerNow()).toBe(2);

    const inPlace = await harness.database.rows(
      'select change_id, change_name, script_hash from pgpm_migrate.changes order by change_name',
    );
    const links = await requirements();
    await harness.database.client.query(
      'drop schema pgpm_migrate cascade; drop schema public cascade; create schema public',
    );
    await harness.deploy(workspace);
    expect(inPlace).toEqual(
      await harness.database.rows(
        'select change_id, change_name, script_hash from pgpm_migrate.changes order by change_name',
      ),
    );
    expect(links).toEqual(await requirements());
  },
);

test('reworked twice, and deployed in steps', async () => {
  await harness.deploy(harness.workspace({ m: original }));
  await harness.deploy(harness.workspace({ m: reworked }));
  const workspace = harness.workspace({ m: twice });
  await harness.deploy(workspace);
  expect(await harness.changes()).toEqual(['m:answer@v1', 'm:user', 'm:answer@v2', 'm:later', 'm:answer']);
  expect(await answerNow()).toBe(3);
});

test('from one version to the third at once', async () => {
  await harness.deploy(harness.workspace({ m: original }));
  await harness.deploy(harness.workspace({ m: twice }));
  expect(await harness.changes()).toEqual(['m:answer@v1', 'm:user', 'm:answer@v2', 'm:later', 'm:answer']);
  expect(await answerNow()).toBe(3);
});

test('back to the tag the older instance is there again, and forth', async () => {
  const workspace = harness.workspace({ m: reworked });
  await harness.deploy(workspace);
  await revert({ ...options(workspace), to: '@v1' });
  expect(await harness.changes()).toEqual(['m:answer@v1', 'm:user']);
  expect(await answerNow()).toBe(1);
  expect((await verify(options(workspace))).changes.map(({ name }) => name)).toEqual(['answer@v1', 'user']);
  await harness.deploy(workspace);
  expect(await answerNow()).toBe(2);
  await revert(options(workspace));
  expect(await harness.changes()).toEqual([]);
  expect(await harness.tables()).toEqual([]);
});

test('a revert of what was deployed before the rework uses the scripts of the older instance', async () => {
  await harness.deploy(harness.workspace({ m: original }));
  const workspace = harness.workspace({ m: reworked });
  const { changes } = await revert(options(workspace));
  expect(changes.map(({ name }) => name)).toEqual(['user', 'answer@v1']);
  expect(await harness.database.column(`select to_regprocedure('public.answer()')::text`)).toEqual([null]);
});

test('verify proves the newest instance that is deployed, not those that it replaced', async () => {
  const workspace = harness.workspace({ m: reworked });
  await harness.deploy(workspace);
  expect((await verify(options(workspace))).changes.map(({ name }) => name)).toEqual(['user', 'answer', 'later']);
  expect((await verify({ ...options(workspace), to: '@v1' })).changes.map(({ name }) => name)).toEqual(['user']);
});

test('the scripts of an older instance have to be there, and are checked for edits', async () => {
  const workspace = harness.workspace({ m: { ...reworked, scripts: { ...original.scripts, later: table('later') } } });
  expect(await failure(harness.deploy(workspace))).toMatchObject({
    code: 'SCRIPT_MISSING',
    change: 'answer@v1',
    place: { file: 'modules/m/deploy/answer@v1.sql' },
  });
  workspace.write('modules/m/deploy/answer@v1.sql', answer(1).deploy ?? '');
  await harness.deploy(workspace);
  workspace.write('modules/m/deploy/answer@v1.sql', answer(7).deploy ?? '');
  expect((await status(options(workspace))).modules).toMatchObject([{ changed: ['answer@v1'] }]);
});

test.each([
  ['m:answer@v1', 'm:answer@v1'],
  ['m:answer@v2', 'm:answer'],
  ['m:answer', 'm:answer'],
  ['m:@v2', 'm:later'],
])('another module that requires %s gets %s', async (reference, expected) => {
  await harness.deploy(
    harness.workspace({
      m: reworked,
      other: { plan: [`x [${reference}]`], requires: ['m'], scripts: { x: table('x') } },
    }),
  );
  expect(await requirements()).toContain(`x <- ${expected}`);
});

test('who required the change before its rework, is found when the older instance goes', async () => {
  const other: ModuleFiles = { plan: ['x [m:answer]'], requires: ['m'], scripts: { x: table('x') } };
  await harness.deploy(harness.workspace({ m: original, other }));
  const workspace = harness.workspace({ m: reworked, other: { ...other, plan: ['x [m:answer@v1]'] } });
  await harness.deploy(workspace);
  expect(await requirements()).toContain('x <- m:answer@v1');
  await revert({ ...options(workspace), to: '@v1' });
  expect(await harness.tables()).toEqual(['users', 'x']);
  const { changes } = await revert(options(workspace));
  expect(changes.map(({ name }) => name)).toEqual(['x', 'user', 'answer@v1']);
});

test('a package holds the instances in plan order', async () => {
  const workspace = harness.workspace({ m: reworked });
  const { root, modules } = openWorkspace(workspace.root);
  const { files, changes } = await packageModule({ module: modules.get('m')!, root });
  expect(changes).toBe(4);
  const sql = readFileSync(
    files.find((file) => file.endsWith('.sql'))!,
    'utf8',
  );
  expect([...sql.matchAll(/^-- change: (.*)$/gm)].map(([, name]) => name)).toEqual([
    'answer@v1',
    'user',
    'answer',
    'later',
  ]);
});
