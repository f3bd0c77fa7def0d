import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import { Client } from 'pg';

import { createTestDatabase } from '../src/index.js';
import { databaseMarker, markerLimit, templateWords } from '../src/server/markers.js';
import { databasePrefix, templatePrefix } from '../src/server/names.js';
import { TemporaryWorkspace } from './support/workspace.js';

const workspace = new TemporaryWorkspace({
  quick: { sql: 'create schema quick' },
  // Takes as long as the test wants it to.
  slow: {
    sql: `do $$ begin
      while exists (select from pg_roles where rolname = 'testing_gate') loop perform pg_sleep(0.01); end loop;
    end $$`,
  },
});
const cwd = workspace.root;
afterAll(() => workspace.remove());

const makeAndDrop = async (module: string): Promise<void> => (await createTestDatabase({ cwd, module })).teardown();

interface Leftover {
  readonly comment?: string;
  readonly limit?: number;
}

test('databases that killed runs left behind are dropped, and no others', async () => {
  await makeAndDrop('quick');
  const ours = { comment: databaseMarker, limit: markerLimit };
  const databases: Readonly<Record<string, Leftover>> = {
    pgpm_test_left: ours,
    pgpm_test_left_before_its_comment: { limit: markerLimit },
    pgpm_test_with_changed_limit: { comment: databaseMarker },
    pgpm_test_left_before_its_name: { comment: `${templateWords}{}` },
    pgpm_test_locked: ours,
    pgpm_test_visited: ours,
    pgpm_test_of_nobody: {},
    pgpm_test_of_a_person: { comment: 'my notes', limit: markerLimit },
    another_left: ours,
  };
  for (const [name, { comment, limit = -1 }] of Object.entries(databases)) {
    await workspace.query(`create database ${name} connection limit ${limit}`);
    if (comment !== undefined) await workspace.query(`comment on database ${name} is '${comment}'`);
  }
  const user = new Client(await workspace.server());
  await user.connect();
  await user.query(`select pg_advisory_lock(1885827181, hashtext('pgpm_test_locked'))`);
  const visitor = new Client({ ...(await workspace.server()), database: 'pgpm_test_visited' });
  await visitor.connect();

  await makeAndDrop('quick');
  const kept = Object.keys(databases).filter((name) => !/_left$|_left_|_limit$/.test(name) || name === 'another_left');
  expect([...(await workspace.databases()), ...(await workspace.databases('another'))].sort()).toEqual(kept.sort());
  await Promise.all([user.end(), visitor.end()]);
  for (const name of kept) await workspace.query(`drop database ${name} with (force)`);
});

/** Starts a process that makes test databases of a module, one after the other. */
function start(module: string): ChildProcess {
  const sources = join(__dirname, '../../../tools/sources.cjs');
  return spawn(process.execPath, ['-r', sources, join(__dirname, 'support/child.ts'), cwd, module], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

/** The server ends sessions of dead processes when it notices, and their locks with them. */
const untilTheDeadAreGone = (): Promise<void> =>
  workspace.until(`select not exists (select from pg_locks where locktype = 'advisory') and not exists (
    select from pg_stat_activity where starts_with(datname::text, '${databasePrefix}') and backend_type = 'client backend')`);

test('what killed processes leave, at whatever moment, is dropped by the next run', async () => {
  await makeAndDrop('quick');
  const child = start('quick');
  await once(child.stdout!, 'data');
  await workspace.until(
    `select exists (select from pg_database where starts_with(datname::text, '${databasePrefix}'))`,
  );
  await kill(child);
  await untilTheDeadAreGone();
  await makeAndDrop('quick');
  expect(await workspace.databases()).toEqual([]);
});

test('a template whose builder was killed is built by the next one', async () => {
  await workspace.query('create role testing_gate');
  const child = start('slow');
  await workspace.until(`select exists (
    select from pg_stat_activity where starts_with(datname::text, '${databasePrefix}') and wait_event = 'PgSleep')`);
  await kill(child);
  await workspace.query('drop role testing_gate');
  await makeAndDrop('slow');
  await untilTheDeadAreGone();
  await makeAndDrop('slow');
  expect(await workspace.databases()).toEqual([]);
  expect(await workspace.databases(`${templatePrefix}slow`)).toHaveLength(1);
});
