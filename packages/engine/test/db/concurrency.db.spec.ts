import { Client } from 'pg';
import { deploy, openWorkspace, type DeployOptions, type RunEvent } from '../../src/index.js';
import { TestDatabase } from '../support/database.js';
import { failure } from '../support/errors.js';
import { runFile } from '../support/psql.js';
import { table, TemporaryWorkspace } from '../support/workspace.js';

let database: TestDatabase;
let workspace: TemporaryWorkspace;
let other: Client;

beforeEach(async () => {
  database = await TestDatabase.create();
  workspace = new TemporaryWorkspace({ m: { plan: ['a', 'b'], scripts: { a: table('a'), b: table('b') } } });
  other = new Client({ ...database.config, application_name: 'the other one' });
  await other.connect();
});
afterEach(async () => {
  await other.end();
  await database.drop();
  workspace.remove();
});

const run = (options: Partial<DeployOptions> = {}) =>
  deploy({ workspace: openWorkspace(workspace.root), targets: 'all', database: database.config, ...options });
const takeLock = () => other.query(`select pg_advisory_lock(1885827181, hashtext('pgpm_migrate'))`);
const releaseLock = () => other.query(`select pg_advisory_unlock(1885827181, hashtext('pgpm_migrate'))`);

/** Resolves with the event of a run that waits for the lock. */
function waiting(): { readonly waits: Promise<RunEvent>; readonly onEvent: (event: RunEvent) => void } {
  let resolve: (event: RunEvent) => void = () => undefined;
  const waits = new Promise<RunEvent>((settle) => (resolve = settle));
  return { waits, onEvent: (event) => (event.kind === 'lock:wait' ? resolve(event) : undefined) };
}

/** Resolves when the query gives a row with a true first column. */
async function until(sql: string): Promise<void> {
  while ((await database.column(sql))[0] !== true) await new Promise((resolve) => setImmediate(resolve));
}

test('ten deploys at the same moment, on a new database: one works, the others find nothing to do', async () => {
  const results = await Promise.all(Array.from({ length: 10 }, () => run()));
  expect(results.map(({ changes }) => changes.length).sort()).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 2]);
  expect(await database.column('select count(*)::int from pgpm_migrate.events')).toEqual([2]);
});

test('a held lock is reported with its holder', async () => {
  await takeLock();
  expect(await failure(run({ wait: 0 }))).toMatchObject({ code: 'LOCKED', fields: { application: 'the other one' } });
  expect(await failure(run({ wait: 50 }))).toMatchObject({ code: 'LOCKED', fields: { waitedMs: 50 } });
  expect(await database.column(`select to_regnamespace('pgpm_migrate')::text`)).toEqual([null]);
});

test('waits for the lock, tells for whom, then goes on', async () => {
  await takeLock();
  const { waits, onEvent } = waiting();
  const deployed = run({ onEvent });
  expect(await waits).toMatchObject({ holder: { application: 'the other one' } });
  await releaseLock();
  expect((await deployed).changes).toHaveLength(2);
});

test('a read-only command does not wait', async () => {
  await takeLock();
  expect((await run({ dryRun: true })).changes).toHaveLength(2);
});

test.each(['module', 'change'] as const)(
  'cancelled in the middle, per %s: the statement stops, its work is rolled back, the lock is free',
  async (tx) => {
    workspace.write('modules/m/deploy/b.sql', 'create table public.b ();\nselect pg_sleep(600);');
    const controller = new AbortController();
    const deployed = failure(run({ signal: controller.signal, tx }));
    await until(
      `select exists(select from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database())`,
    );
    controller.abort();
    expect(await deployed).toMatchObject({
      code: 'CANCELLED',
      fields: { state: tx === 'change' ? { kept: ['m:a'] } : { kept: [], rolledBack: ['m:a'] } },
    });
    expect(await database.column(`select to_regclass('public.b')::text`)).toEqual([null]);
    workspace.write('modules/m/deploy/b.sql', 'create table public.b ();');
    await run({ wait: 0 });
  },
);

test('cancelled while waiting for the lock', async () => {
  await takeLock();
  const controller = new AbortController();
  const { waits, onEvent } = waiting();
  const deployed = failure(run({ signal: controller.signal, onEvent }));
  await waits;
  controller.abort();
  expect(await deployed).toMatchObject({ code: 'CANCELLED' });
});

test('who waits for the lock keeps nobody from building an index concurrently', async () => {
  workspace.write('modules/m/deploy/a.sql', 'create table public.a (n int); select pg_sleep(0.5);');
  workspace.write(
    'modules/m/deploy/b.sql',
    '-- pgpm: no-transaction\n\ncreate index concurrently a_n on public.a (n);',
  );
  const { waits, onEvent } = waiting();
  const first = run();
  await until(
    `select exists(select from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database())`,
  );
  const second = run({ onEvent });
  await waits;
  expect((await first).changes).toHaveLength(2);
  expect((await second).skipped).toHaveLength(2);
});

test('a file of a deploy waits for the lock as well', async () => {
  const pieces: string[] = [];
  await run({ planOut: (sql) => pieces.push(sql) });
  const released = other.query(
    `select pg_advisory_lock(1885827181, hashtext('pgpm_migrate')); select pg_sleep(1); create table public.first ();
     select pg_advisory_unlock(1885827181, hashtext('pgpm_migrate'))`,
  );
  await until(
    `select exists(select from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database())`,
  );
  const file = `${pieces.join('')}\nselect 1 / (to_regclass('public.first') is not null)::int;\n`;
  expect(await runFile(database.config, file)).toMatchObject({ isDone: true });
  await released;
});

test('a server that ends the connection of who waits for the lock is an error with a code', async () => {
  await takeLock();
  const { waits, onEvent } = waiting();
  const deployed = failure(run({ onEvent, database: { ...database.config, application_name: 'the waiting one' } }));
  await waits;
  await other.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'the waiting one'`,
  );
  expect(await deployed).toMatchObject({ code: 'CONNECTION_LOST' });
});

test('a server that ends the connection is an error that says what stays', async () => {
  workspace.write('modules/m/deploy/b.sql', 'select pg_sleep(600);');
  const deployed = failure(run({ tx: 'change' }));
  await until(
    `select exists(select from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database())`,
  );
  await database.client.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database()`,
  );
  expect(await deployed).toMatchObject({
    code: 'CONNECTION_LOST',
    change: 'b',
    fields: { reason: expect.stringContaining('administrator'), state: { kept: ['m:a'], rolledBack: [] } },
  });
});

test.each([
  ['a wrong password', { password: 'se:cr@t/#%', user: 'pgpm_nobody' }, 'CONNECTION_FAILED'],
  ['no server', { host: '127.0.0.1', port: 1 }, 'CONNECTION_FAILED'],
  ['an unknown database', { database: 'pgpm_test_engine_nowhere' }, 'DATABASE_MISSING'],
] as const)('%s: refused, without a secret in the error', async (_name, config, code) => {
  const error = await failure(run({ database: { ...database.config, ...config } }));
  expect(error.code).toBe(code);
  expect(JSON.stringify(error) + error.message).not.toContain('se:cr@t');
});

test('creates the database when told to', async () => {
  const name = `${database.name}_new`;
  try {
    expect(
      (await run({ database: { ...database.config, database: name }, createDatabase: true })).changes,
    ).toHaveLength(2);
  } finally {
    await database.client.query(`drop database if exists ${name}`);
  }
});
