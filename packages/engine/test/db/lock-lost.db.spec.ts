import { Client } from 'pg';
import { openWorkspace, previewRevert, revert, type DeployOptions, type RunEvent } from '../../src/index.js';
import { failure } from '../support/errors.js';
import { Harness } from '../support/harness.js';
import { runFile, type Outcome } from '../support/psql.js';
import { table, type TemporaryWorkspace } from '../support/workspace.js';

let other: Client;
// Before the harness drops the database.
afterEach(() => other.end());
const harness = new Harness();

beforeEach(async () => {
  other = new Client(harness.database.config);
  await other.connect();
  await other.query('create table public.busy ()');
});

const keys = `1885827181, hashtext('pgpm_migrate')`;
const freeAll = 'select pg_advisory_unlock_all();';
const freeIt = `select pg_advisory_unlock(${keys}) from generate_series(1, 9);`;
const wait = 'select from public.busy;';
const outside = '-- pgpm: no-transaction\n\n';

/** Lets the run get to where a script waits, asks for the lock of the database there, and lets it go on. */
async function tryLockMeanwhile(work: () => Promise<unknown>): Promise<{ isFree: unknown; result: Promise<unknown> }> {
  await other.query('begin; lock table public.busy');
  const result = work();
  result.catch(() => undefined);
  const waiting = `select exists(select from pg_locks where relation = 'public.busy'::regclass and not granted)`;
  while ((await harness.database.column(waiting))[0] !== true) await new Promise((resolve) => setImmediate(resolve));
  const { rows } = await other.query<{ is_free: boolean }>(`select pg_try_advisory_lock(${keys}) as is_free`);
  await other.query('commit');
  return { isFree: rows[0]?.is_free, result };
}

function workspaceOf(a: string, b: string) {
  return harness.workspace({
    m: { plan: ['a', 'b'], scripts: { a: { deploy: a, revert: a }, b: { deploy: b, revert: b } } },
  });
}

const revertAll = (workspace: TemporaryWorkspace, options = {}) => ({
  workspace: openWorkspace(workspace.root),
  targets: ['m'],
  database: harness.database.config,
  ...options,
});

describe.each([freeAll, freeIt])('a script that says %s', (free) => {
  test.each(['run', 'module', 'change'] as const)('does not free the lock of a run, per %s', async (tx) => {
    const { isFree, result } = await tryLockMeanwhile(() => harness.deploy(workspaceOf(free, free + wait), { tx }));
    expect(isFree).toBe(false);
    await result;
    expect(await harness.changes()).toHaveLength(2);
  });
});

/** A deploy as a file for `psql`, and that run. */
async function runAsFile(workspace: TemporaryWorkspace, options: Partial<DeployOptions> = {}): Promise<Outcome> {
  const pieces: string[] = [];
  await harness.deploy(workspace, { ...options, planOut: (sql) => pieces.push(sql) });
  return runFile(harness.database.config, pieces.join(''));
}

describe.each([
  ['per run', { tx: 'run' }, freeAll, wait],
  ['per module', { tx: 'module' }, freeAll, wait],
  ['per change', { tx: 'change' }, freeAll, wait],
  ['without a transaction', {}, `${outside}discard all;`, wait],
  ['and between its transactions', { tx: 'change' }, freeAll, `${outside}vacuum public.busy;`],
  ['and between statements', {}, 'select 1;', `${outside}${freeAll} ${wait}`],
  ['and between statements outside of any', {}, 'select 1;', `${outside}discard all; vacuum public.busy;`],
] as const)('a file for psql, %s', (_name, options, first, second) => {
  test('has the lock after a script that frees it', async () => {
    const workspace = workspaceOf(first, second);
    const { isFree, result } = await tryLockMeanwhile(() => runAsFile(workspace, options));
    expect(isFree).toBe(false);
    expect(await result).toEqual({ isDone: true, message: '' });
    expect(await harness.changes()).toHaveLength(2);
  });
});

test.each([
  ['a statement', `${freeAll} ${wait}`],
  ['a transaction of its own', `begin; ${freeAll} commit; ${wait}`],
  ['the whole session', `discard all; ${wait}`],
])('a script without a transaction does not free it by %s for longer than that takes', async (_name, script) => {
  const { isFree, result } = await tryLockMeanwhile(() => harness.deploy(workspaceOf(outside + script, '')));
  expect(isFree).toBe(false);
  await result;
});

test('a script that freed it leaves it to what runs after its transaction, outside of any', async () => {
  const block = 'do $$ begin perform from public.busy; end $$;';
  const { isFree, result } = await tryLockMeanwhile(() => harness.deploy(workspaceOf(freeAll, outside + block)));
  expect(isFree).toBe(false);
  await result;
});

test('a deploy whose transaction is rolled back and tried again has the lock in between', async () => {
  const workspace = workspaceOf('', `${freeAll} ${wait}`);
  await other.query('begin; lock table public.busy');
  let isFree: Promise<unknown> | undefined;
  const onEvent = (event: RunEvent): void => {
    if (event.kind === 'lock:retry') isFree ??= other.query(`select pg_try_advisory_lock(${keys}); commit`);
  };
  await harness.deploy(workspace, { lockTimeout: 100, onEvent });
  expect(await isFree).toMatchObject([{ rows: [{ pg_try_advisory_lock: false }] }, {}]);
});

test('a revert has the lock after its preview', async () => {
  const workspace = workspaceOf('', freeAll);
  await harness.deploy(workspace);
  const confirm = async (_changes: readonly string[], preview: () => Promise<unknown>): Promise<boolean> => {
    await preview();
    const { rows } = await other.query(`select pg_try_advisory_lock(${keys}) as is_free`);
    expect(rows).toEqual([{ is_free: false }]);
    return true;
  };
  expect((await revert(revertAll(workspace, { confirm }))).changes).toHaveLength(2);
  expect((await previewRevert(revertAll(workspace))).changes).toEqual([]);
});

test('when another run has taken the lock, the run ends and says what stays', async () => {
  const block = 'do $$ begin perform pg_advisory_unlock_all(); perform from public.busy; end $$;';
  const scripts = { a: table('a'), b: { deploy: outside + block } };
  const workspace = harness.workspace({ m: { plan: ['a', 'b'], scripts } });
  const { isFree, result } = await tryLockMeanwhile(() => harness.deploy(workspace));
  expect(isFree).toBe(true);
  expect(await failure(result)).toMatchObject({
    code: 'LOCK_LOST',
    change: 'b',
    fields: { state: { kept: ['m:a'], partial: { executed: 1, total: 1 } } },
  });
  expect(await failure(harness.deploy(workspace, { wait: 0 }))).toMatchObject({ code: 'LOCKED' });
});

test('when another run has taken the lock, a file for psql ends and says so', async () => {
  const block = 'do $$ begin perform pg_advisory_unlock_all(); perform from public.busy; end $$;';
  const scripts = { a: table('a'), b: { deploy: outside + block } };
  const workspace = harness.workspace({ m: { plan: ['a', 'b'], scripts } });
  const { isFree, result } = await tryLockMeanwhile(() => runAsFile(workspace));
  expect(isFree).toBe(true);
  expect(await result).toEqual({
    isDone: false,
    message: expect.stringContaining('another run has taken the lock of the database'),
  });
  expect(await harness.changes()).toEqual(['m:a']);
});

test('a user who may not use procedural languages deploys all the same', async () => {
  await harness.deploy(workspaceOf('', ''), { targets: ['m:a'] });
  const role = `pgpm_plain_${harness.database.name.slice(-12)}`;
  const { client, config } = harness.database;
  await client.query(`create role ${role} login password 'plain'`);
  try {
    await client.query(`
      revoke usage on language plpgsql from public;
      grant usage on schema pgpm_migrate to ${role};
      grant select, insert, update, delete on all tables in schema pgpm_migrate to ${role};
      grant usage on all sequences in schema pgpm_migrate to ${role};`);
    const database = { ...config, user: role, password: 'plain' };
    expect((await harness.deploy(workspaceOf('', 'select 1;'), { database })).changes).toHaveLength(1);
  } finally {
    await client.query(`drop owned by ${role}; drop role ${role}`);
  }
});

test('without the lock nobody takes one', async () => {
  const { isFree, result } = await tryLockMeanwhile(() => harness.deploy(workspaceOf('', wait), { lock: false }));
  expect(isFree).toBe(true);
  await result;
});

test('nor does a file that was written without it', async () => {
  const work = () => runAsFile(workspaceOf('', wait), { lock: false });
  const { isFree, result } = await tryLockMeanwhile(work);
  expect(isFree).toBe(true);
  expect(await result).toMatchObject({ isDone: true });
});

test('nor does a revert that was written so', async () => {
  const workspace = workspaceOf('', '');
  await harness.deploy(workspace);
  workspace.write('modules/m/revert/b.sql', wait);
  const pieces: string[] = [];
  await revert({ ...revertAll(workspace), lock: false, planOut: (sql) => pieces.push(sql) });
  const { isFree, result } = await tryLockMeanwhile(() => runFile(harness.database.config, pieces.join('')));
  expect(isFree).toBe(true);
  expect(await result).toMatchObject({ isDone: true });
});
