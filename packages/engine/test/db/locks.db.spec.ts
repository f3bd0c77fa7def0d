import { Client } from 'pg';
import { openWorkspace, revert, type RunEvent } from '../../src/index.js';
import { failure } from '../support/errors.js';
import { Harness } from '../support/harness.js';
import { CountingProxy } from '../support/proxy.js';
import { table } from '../support/workspace.js';

let traffic: Client;
// Before the harness drops the database.
afterEach(() => traffic.end());
const harness = new Harness();

beforeEach(async () => {
  traffic = new Client(harness.database.config);
  await traffic.connect();
  await traffic.query('create table public.busy (n int)');
});

const alter = { deploy: 'alter table public.busy add column m int;', revert: 'alter table public.busy drop column m;' };
const workspaceWith = (deploy: string) =>
  harness.workspace({
    m: { plan: ['a', 'b', 'c'], scripts: { a: table('a'), b: { ...alter, deploy }, c: table('c') } },
  });
const block = () => traffic.query('begin; select from public.busy');

describe.each(['run', 'module', 'change'] as const)('a transaction per %s that waits behind traffic', (tx) => {
  test('is rolled back and tried again until it gets its turn', async () => {
    await block();
    const events: RunEvent[] = [];
    let released: Promise<unknown> = Promise.resolve();
    const onEvent = (event: RunEvent): void => {
      events.push(event);
      if (event.kind === 'lock:retry' && event.attempt === 2) released = traffic.query('commit');
    };
    const { changes } = await harness.deploy(workspaceWith(alter.deploy), { tx, lockTimeout: 20, onEvent });
    await released;
    expect(changes.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    expect(events.filter(({ kind }) => kind === 'lock:retry').slice(0, 2)).toEqual([
      { kind: 'lock:retry', module: 'm', change: 'b', attempt: 1, retries: 5, pauseMs: 20 },
      { kind: 'lock:retry', module: 'm', change: 'b', attempt: 2, retries: 5, pauseMs: 40 },
    ]);
    expect(await harness.changes()).toEqual(['m:a', 'm:b', 'm:c']);
    expect(await harness.database.column(`select count(*)::int from pgpm_migrate.events`)).toEqual([3]);
  });

  test('is given up in the end, and says what stays', async () => {
    await block();
    const error = await failure(harness.deploy(workspaceWith(alter.deploy), { tx, lockTimeout: 5, lockRetries: 2 }));
    expect(error).toMatchObject({
      code: 'TIMEOUT',
      change: 'b',
      fields: { which: 'lock', value: '5ms', state: tx === 'change' ? { kept: ['m:a'] } : { kept: [] } },
      message: 'lock timeout of 5ms reached',
    });
  });
});

test('without the option there is one attempt', async () => {
  await block();
  const workspace = workspaceWith(`-- pgpm: lock-timeout 5ms\n\n${alter.deploy}`);
  const events: RunEvent[] = [];
  const error = await failure(harness.deploy(workspace, { onEvent: (event) => events.push(event) }));
  expect(error).toMatchObject({ code: 'TIMEOUT', fields: { which: 'lock' } });
  expect(events.map(({ kind }) => kind)).not.toContain('lock:retry');
});

test('a directive goes before the option', async () => {
  const show = `insert into public.seen values (current_setting('lock_timeout'), current_setting('statement_timeout'));`;
  const workspace = harness.workspace({
    m: {
      plan: ['seen', 'own', 'other'],
      scripts: {
        seen: { deploy: 'create table public.seen (l text, s text);' },
        own: { deploy: `-- pgpm: lock-timeout 7s\n-- pgpm: timeout 8s\n\n${show}` },
        other: { deploy: `-- pgpm: no-transaction\n\n${show}` },
      },
    },
  });
  await harness.deploy(workspace, { lockTimeout: 3000, statementTimeout: 4000 });
  expect(await harness.database.rows('select * from public.seen')).toEqual([
    { l: '7s', s: '8s' },
    { l: '3s', s: '4s' },
  ]);
});

test('a script without a transaction is not tried again', async () => {
  await block();
  const workspace = workspaceWith(`-- pgpm: no-transaction\n\n${alter.deploy}`);
  const error = await failure(harness.deploy(workspace, { lockTimeout: 5 }));
  expect(error).toMatchObject({ code: 'TIMEOUT', change: 'b', fields: { state: { kept: ['m:a'] } } });
});

test('another failure is not tried again, and a cancelled pause ends the run', async () => {
  expect(await failure(harness.deploy(workspaceWith('select 1/0;'), { lockTimeout: 5 }))).toMatchObject({
    code: 'CHANGE_FAILED',
  });
  await block();
  const controller = new AbortController();
  const proxy = await CountingProxy.start(harness.database.config);
  const onEvent = (event: RunEvent): void => {
    if (event.kind !== 'lock:retry') return;
    proxy.delay = 200;
    controller.abort();
  };
  const database = proxy.through(harness.database.config);
  const options = { database, lockTimeout: 30_000, onEvent, signal: controller.signal };
  const workspace = workspaceWith(`-- pgpm: lock-timeout 5ms\n\n${alter.deploy}`);
  expect(await failure(harness.deploy(workspace, options))).toMatchObject({ code: 'CANCELLED' });
  const { connections } = proxy;
  await proxy.stop();
  // The second one cancels what the first one runs. The run has not ended before it was done.
  expect(connections).toBe(2);
  expect(await harness.changes()).toEqual([]);
});

test('a revert is tried again, too', async () => {
  const workspace = workspaceWith(alter.deploy);
  await harness.deploy(workspace);
  await block();
  let released: Promise<unknown> = Promise.resolve();
  const onEvent = (event: RunEvent): void => {
    if (event.kind === 'lock:retry') released = traffic.query('commit');
  };
  const options = { workspace: openWorkspace(workspace.root), targets: ['m'], database: harness.database.config };
  expect((await revert({ ...options, lockTimeout: 20, onEvent })).changes).toHaveLength(3);
  await released;
});
