import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import pg, { type Client, type ClientConfig } from 'pg';

import { findDatabase, startWasm, stopWasm, wasmStatus, type Database } from '../src/index.js';
import { compilePackage } from './support/compile.js';
import { startChild, type Request } from './support/children.js';
import { makeWorkspace, query, removeWorkspaces, until } from './support/workspace.js';

// A server takes seconds to start, and many more on a machine that does other things as well.
jest.setTimeout(900_000);
const patient = 600_000;

const extensions = ['plpgsql', 'postgis'];
let workspaceRoot: string;
let compiled: ReturnType<typeof compilePackage>;
beforeAll(() => {
  compiled = compilePackage();
  workspaceRoot = makeWorkspace();
});
afterAll(async () => {
  await removeWorkspaces();
  compiled.remove();
});

function snapshots(): readonly string[] {
  return readdirSync(join(workspaceRoot, '.pgpm/cache'));
}

async function connect(config: ClientConfig): Promise<Client> {
  const client = new pg.Client(config);
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

describe('a server of one owner', () => {
  let database: Database;
  beforeAll(async () => {
    database = await findDatabase({ cwd: workspaceRoot, cluster: 'test', extensions, env: {} });
  });
  afterAll(() => database.release?.());

  const ask = async (sql: string): Promise<unknown> => (await query(database.config, sql))[0];

  test('is chosen by the extensions, and has them', async () => {
    expect(database.source).toBe('wasm');
    expect(database.describe).toMatch(/^postgresql:\/\/postgres@127\.0\.0\.1:\d+\/postgres \(WASM, test\)$/);
    expect(await ask(`select st_astext(st_makepoint(1, 2)) as point, 'ä' ~ '\\w' as letter`)).toEqual({
      point: 'POINT(1 2)',
      letter: true,
    });
    expect(
      await ask(`select count(*)::int as available from pg_available_extensions
       where name in ('citext', 'hstore', 'pgcrypto', 'uuid-ossp', 'pg_trgm', 'unaccent')`),
    ).toEqual({ available: 6 });
    expect(await ask(`select current_setting('timezone') as zone, current_setting('search_path') as path`)).toEqual({
      zone: 'UTC',
      path: '"$user", public',
    });
  });

  test('lets nobody in without the password', async () => {
    const { config } = database;
    await expect(connect({ ...config, password: 'guess' })).rejects.toMatchObject({ code: '28P01' });
    await expect(connect({ ...config, database: 'other' })).rejects.toMatchObject({ code: '3D000' });
    await expect(connect({ ...config, statement_timeout: -7 })).rejects.toMatchObject({ code: '22023' });
    expect(database.psql + database.describe).not.toContain(config.password);
  });

  test('nothing of a session reaches the next one', async () => {
    const first = await connect({ ...database.config, application_name: 'first' });
    await first.query('create role clerk');
    await first.query(`set role clerk; set claims.id = '7'; create temp table t (); listen c; prepare p as select 1`);
    await first.query('select pg_advisory_lock(1)');
    await first.query('begin; create temp table half_done ()');
    await first.query('selec').catch(() => undefined);
    await first.end();
    expect(
      await ask(`select current_user::text as role, nullif(current_setting('claims.id', true), '') as claim,
        to_regclass('t') as temporary, to_regclass('half_done') as half_done,
        (select count(*)::int from pg_prepared_statements where name = 'p') as statements,
        (select count(*)::int from pg_listening_channels()) as channels,
        (select count(*)::int from pg_locks where locktype = 'advisory') as locks,
        current_setting('application_name') as name`),
    ).toEqual({
      role: 'postgres',
      claim: null,
      temporary: null,
      half_done: null,
      statements: 0,
      channels: 0,
      locks: 0,
      name: 'pgpm',
    });
  });

  test('who hangs up in the middle of a query disturbs nobody', async () => {
    const rude = await connect(database.config);
    rude.query('select pg_sleep(0.1)').catch(() => undefined);
    rude.query({ text: 'select $1::int', values: ['no number'] }).catch(() => undefined);
    const closed = once(rude, 'end');
    setImmediate(() => void rude.end());
    await closed;
    expect(await ask('select 1 as one')).toEqual({ one: 1 });
  });

  test('a copy from the client fails, and the server goes on', async () => {
    const client = await connect(database.config);
    await client.query('create temp table t (a int)');
    await expect(client.query('copy t from stdin')).rejects.toMatchObject({ code: '57014' });
    await expect(client.query({ text: 'copy t from stdin', values: [] })).rejects.toThrow();
    expect((await client.query('select count(*)::int as rows from t')).rows).toEqual([{ rows: 0 }]);
    await client.end();
  });

  test('after an error, each answer is that of its own query', async () => {
    const client = await connect(database.config);
    for (const values of [['one'], ['two'], ['three']]) {
      const failing = client.query('select $1::int as number', values);
      const next = client.query<{ text: string }>('select $1::text as text', values);
      await expect(failing).rejects.toMatchObject({ code: '22P02' });
      expect((await next).rows).toEqual([{ text: values[0] }]);
      await expect(client.query(`select 1 / 0, '${String(values)}'`)).rejects.toMatchObject({ code: '22012' });
      expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    }
    await client.end();
  });

  test('a second connection waits for the first, and is told when that does nothing', async () => {
    const first = await connect({ ...database.config, application_name: 'first' });
    await expect(connect(database.config)).rejects.toMatchObject({ code: '53300', message: /"first" holds it/ });
    const second = connect(database.config);
    await first.end();
    await (await second).end();
  });

  test('large messages and results pass', async () => {
    const client = await connect(database.config);
    const text = 'ü'.repeat(3_000_000);
    const { rows } = await client.query<{ text: string }>('select $1::text as text', [text]);
    expect(rows[0]?.text === text).toBe(true);
    await client.end();
  });

  test('has one database', async () => {
    const named = findDatabase({ cwd: workspaceRoot, cluster: 'test', extensions, env: {}, database: 'shop' });
    await expect(named).rejects.toMatchObject({ code: 'WASM_DATABASE_NAMED' });
  });

  test('is gone when it is released', async () => {
    await database.release?.();
    await database.release?.();
    await expect(connect(database.config)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  test('was copied from a file that is made once', () => {
    expect(snapshots()).toEqual([expect.stringMatching(/^wasm-[0-9a-f]{16}\.tar\.gz$/)]);
  });
});

test('a server ends with its owner, even in the middle of a query without an end', async () => {
  const script = `
    const { findDatabase } = require(${JSON.stringify(join(compiled.child, '../../../src/index.js'))});
    const { Client } = require('pg');
    void findDatabase(${JSON.stringify({ cwd: workspaceRoot, cluster: 'test', extensions, env: {} })}).then(async ({ config }) => {
      const client = new Client(config);
      await client.connect();
      console.log(String(config.port));
      await client.query('do $$ begin loop end loop; end $$');
    });`;
  const owner = spawn(process.execPath, ['-e', script], {
    cwd: join(__dirname, '..'),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [port] = (await Promise.race([once(owner.stdout, 'data'), once(owner, 'close')])) as [unknown];
  const isThere = (): boolean => hasListener(Number(String(port)));
  await until(isThere, patient).finally(() => owner.kill('SIGKILL'));
  await until(() => !isThere() && !isThere(), patient);
});

/**
 * Whether a process listens, without asking it: it may be busy for ever. While sockets come and go, the list of the
 * kernel may lack one: look again.
 */
function hasListener(port: number): boolean {
  const wanted = `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return readFileSync('/proc/net/tcp', 'utf8')
    .split('\n')
    .some((line) => {
      const [, local, , state] = line.trim().split(/\s+/);
      return local === wanted && state === '0A';
    });
}

describe('the server of a workspace', () => {
  const request: Request = { action: 'find', workspaceRoot: '', extensions };

  test('is the same for all who come at once, and stays when they are gone', async () => {
    const children = [1, 2, 3].map(() => startChild(compiled.child, { ...request, workspaceRoot }));
    const replies = await Promise.all(children.map(({ reply }) => reply));
    const found = replies.flatMap((reply) => (reply?.kind === 'found' ? [reply] : []));
    expect(found).toHaveLength(3);
    expect(new Set(found.map(({ config }) => config.port)).size).toBe(1);
    expect(found[0]?.describe).toMatch(/\(WASM, development\)$/);
    expect(found[0]?.psql).toMatch(
      /^PGPASSFILE=.*\/\.pgpm\/wasm\/pgpass psql -h 127\.0\.0\.1 -p \d+ -U postgres postgres$/,
    );
    const server = await startWasm({ workspaceRoot });
    await query(server.config, 'create table kept (id int); insert into kept values (1)');
    expect(await wasmStatus({ workspaceRoot })).toMatchObject({ running: true, pid: server.pid, url: server.url });
    for (const file of ['launch.json', 'pgpass']) {
      expect(statSync(join(workspaceRoot, '.pgpm/wasm', file)).mode & 0o077).toBe(0);
    }
  });

  test('what was committed survives a killed server', async () => {
    const before = await startWasm({ workspaceRoot });
    await query(before.config, 'insert into kept values (2)');
    process.kill(before.pid, 'SIGKILL');
    await until(async () => !(await wasmStatus({ workspaceRoot })).running, patient);
    const after = await startWasm({ workspaceRoot });
    expect(after.pid).not.toBe(before.pid);
    expect(await query(after.config, 'select count(*)::int as rows from kept')).toEqual([{ rows: 2 }]);
  });

  test('it can be stopped, and a server whose starter was killed is the one that the next command uses', async () => {
    const { port } = await startWasm({ workspaceRoot });
    expect(await stopWasm({ workspaceRoot })).toBe(true);
    expect(await stopWasm({ workspaceRoot })).toBe(false);
    expect(await wasmStatus({ workspaceRoot })).toEqual({
      running: false,
      dataDir: join(workspaceRoot, '.pgpm/wasm/data'),
    });
    const { process: starter } = startChild(compiled.child, { ...request, workspaceRoot });
    const claims = (): readonly string[] =>
      readdirSync(join(workspaceRoot, '.pgpm/wasm')).filter((name) => /^process-.*\.json$/.test(name));
    await until(() => claims().length === 1, patient);
    starter.kill('SIGKILL');
    const [claim] = claims();
    const server = await startWasm({ workspaceRoot });
    expect(claims()).toEqual([claim]);
    expect(server.port).toBe(port);
    expect(await query(server.config, 'select count(*)::int as rows from kept')).toEqual([{ rows: 2 }]);
    await stopWasm({ workspaceRoot });
  });
});

test('a damaged snapshot is made anew', async () => {
  const [name = ''] = snapshots();
  const file = join(workspaceRoot, '.pgpm/cache', name);
  writeFileSync(file, 'damaged');
  const database = await findDatabase({ cwd: workspaceRoot, cluster: 'test', extensions, env: {} });
  expect(await query(database.config, 'select postgis_lib_version() is not null as works')).toEqual([{ works: true }]);
  await database.release?.();
  expect(existsSync(file) && statSync(file).size).toBeGreaterThan(1_000_000);
});
