import { openWorkspace, previewRevert, problemsOf, verify, type DeployOptions } from '../../src/index.js';
import { failure } from '../support/errors.js';
import { Harness } from '../support/harness.js';
import { TranslatingProxy } from '../support/translating-proxy.js';
import { table } from '../support/workspace.js';

const harness = new Harness();

/** Of the same length, so that nothing else in a message changes. */
const german = {
  'canceling statement due to statement timeout': 'storniere Anfrage wegen Zeitueberschreitungs',
  'canceling statement due to user request': 'storniere Anfrage wegen Benutzerwunsches',
};
const sleep = 'select pg_sleep(600);';

let proxy: TranslatingProxy;
beforeEach(async () => {
  proxy = await TranslatingProxy.start(harness.database.config, german);
});
afterEach(() => proxy.stop());

const workspaceOf = (deploy: string, revert = '') =>
  harness.workspace({ m: { plan: ['a', 'b'], scripts: { a: table('a'), b: { deploy, revert } } } });

/** What a deploy of `script`, after a table, says on a server that does not speak English. */
async function failureOf(script: string, options: Partial<DeployOptions> = {}) {
  const database = proxy.through(harness.database.config);
  return failure(harness.deploy(workspaceOf(script), { database, tx: 'change', ...options }));
}

test.each([
  ['of the run', sleep, '50ms'],
  ['of the script', `-- pgpm: timeout 40ms\n\n${sleep}`, '40ms'],
  ['of a script without a transaction', `-- pgpm: no-transaction\n\n${sleep}`, '50ms'],
  [
    'of a script without a transaction, in a block',
    `-- pgpm: no-transaction\n\ndo $$ begin perform pg_sleep(600); end $$;`,
    '50ms',
  ],
])('a time limit %s is known in any language', async (_name, script, value) => {
  const error = await failureOf(script, { statementTimeout: 50 });
  expect(error).toMatchObject({
    code: 'TIMEOUT',
    change: 'b',
    fields: { which: 'statement', value, state: { kept: ['m:a'] } },
    cause: { message: expect.stringContaining('Zeit') },
  });
});

test('so is one of the database', async () => {
  await harness.database.client.query(`alter database ${harness.database.name} set statement_timeout = '200ms'`);
  expect(await failureOf(sleep)).toMatchObject({ code: 'TIMEOUT', fields: { which: 'statement', value: undefined } });
});

test('a statement that somebody has cancelled reached no limit', async () => {
  const failed = failureOf(sleep, { statementTimeout: 60_000 });
  const cancel = `select pg_cancel_backend(pid) from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database()`;
  while ((await harness.database.column(cancel))[0] !== true) await new Promise((resolve) => setImmediate(resolve));
  const cause = { message: expect.stringContaining('Benutzer') };
  expect(await failed).toMatchObject({ code: 'CHANGE_FAILED', fields: { sqlState: '57014' }, cause });
});

test('a statement that does not want to wait reached no limit', async () => {
  await harness.database.client.query('create table public.busy ()');
  await harness.database.client.query('begin; lock table public.busy');
  const error = await failureOf('lock table public.busy nowait;');
  await harness.database.client.query('commit');
  expect(error).toMatchObject({ code: 'CHANGE_FAILED', fields: { sqlState: '55P03' } });
});

test('a preview knows limits, too', async () => {
  const workspace = workspaceOf('', sleep);
  await harness.deploy(workspace);
  const database = proxy.through(harness.database.config);
  const options = { workspace: openWorkspace(workspace.root), targets: ['m'], database, statementTimeout: 50 };
  expect(await failure(previewRevert(options))).toMatchObject({ code: 'TIMEOUT', fields: { which: 'statement' } });
});

test('so does a verify, which goes on with the next script', async () => {
  const workspace = workspaceOf('');
  await harness.deploy(workspace);
  workspace.write('modules/m/verify/a.sql', `-- pgpm: timeout 50ms\n\n${sleep}`);
  workspace.write('modules/m/verify/b.sql', 'select 1 / 0;');
  const database = proxy.through(harness.database.config);
  const options = { workspace: openWorkspace(workspace.root), targets: ['m'], database };
  const problems = problemsOf(await failure(verify(options)));
  expect(problems).toMatchObject([
    {
      code: 'TIMEOUT',
      change: 'a',
      place: { file: 'modules/m/verify/a.sql', line: 3 },
      fields: { which: 'statement', value: '50ms' },
    },
    { code: 'VERIFICATION_FAILED', change: 'b' },
  ]);
});

test('a limit that the run itself reaches is told with a remedy', async () => {
  await harness.deploy(workspaceOf(''));
  await harness.database.client.query(`alter database ${harness.database.name} set statement_timeout = '100ms'`);
  await harness.database.client.query('begin; lock table pgpm_migrate.changes');
  const error = await failureOf(sleep);
  await harness.database.client.query('commit');
  expect(error).toMatchObject({
    code: 'DATABASE_ERROR',
    fields: { sqlState: '57014' },
    hint: expect.stringContaining('statement_timeout'),
  });
});
