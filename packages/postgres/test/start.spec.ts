import { execFileSync } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

import { isAlive } from '../src/embedded/processes.js';
import { embeddedStatus, findDatabase, startEmbedded, stopEmbedded } from '../src/index.js';
import { startChild } from './support/children.js';
import { compilePackage } from './support/compile.js';
import { makeWorkspace, query, removeWorkspaces } from './support/workspace.js';

const compiled = compilePackage();
afterEach(removeWorkspaces);
afterAll(compiled.remove);

test('the first command makes the server, the next one finds it', async () => {
  const workspaceRoot = makeWorkspace();
  expect(await embeddedStatus({ workspaceRoot })).toEqual({
    running: false,
    dataDir: join(workspaceRoot, '.pgpm/dev/data'),
  });
  const first = await findDatabase({ cwd: workspaceRoot, env: {} });
  expect(first.source).toBe('embedded');
  expect(await query(first.config, 'select current_database(), current_user')).toEqual([
    { current_database: 'dev', current_user: 'postgres' },
  ]);
  const status = await embeddedStatus({ workspaceRoot });
  expect(status).toMatchObject({ running: true, port: first.config.port, version: expect.stringMatching(/^18\./) });
  expect(await findDatabase({ cwd: workspaceRoot, env: {} })).toEqual(first);
  expect(await embeddedStatus({ workspaceRoot })).toEqual(status);
});

test('ten commands that start at the same moment meet one server', async () => {
  const workspaceRoot = makeWorkspace();
  const children = Array.from({ length: 10 }, () => startChild(compiled.child, { action: 'find', workspaceRoot }));
  const replies = await Promise.all(children.map((child) => child.reply));
  const { pid, port } = await embeddedStatus({ workspaceRoot });
  for (const reply of replies) {
    if (reply?.kind !== 'found') throw new Error(JSON.stringify(reply));
    expect(reply.config.port).toBe(port);
    expect(await query(reply.config, 'select 1 as one')).toEqual([{ one: 1 }]);
  }
  expect(postmasterPid(workspaceRoot)).toBe(pid);
  expect(readdirSync(join(workspaceRoot, '.pgpm')).sort()).toEqual(['.gitignore', 'dev']);
});

test('ten calls in one process meet one server', async () => {
  const workspaceRoot = makeWorkspace();
  const servers = await Promise.all(
    Array.from({ length: 10 }, () => startEmbedded({ workspaceRoot, cluster: 'test' })),
  );
  expect(new Set(servers.map((server) => server.pid)).size).toBe(1);
});

test('a workspace path may hold blanks, quotes and non-ASCII characters, and be long', async () => {
  const workspaceRoot = makeWorkspace(`mit Ünïcode 'und' "so" ${'x'.repeat(120)}`);
  const { config, psql } = await findDatabase({ cwd: workspaceRoot, env: {} });
  expect(await query(config, 'select 1 as one')).toEqual([{ one: 1 }]);
  expect(psql).toContain(`'\\''und'\\''`);
});

test('a task runner that kills the process tree of a command does not reach the server', async () => {
  const { pid } = await startEmbedded({ workspaceRoot: makeWorkspace(), cluster: 'test' });
  const parents = execFileSync('ps', ['-o', 'pid=,ppid=', '-A'], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const parentOf = new Map(parents.map(([process = 0, parent = 0]) => [process, parent]));
  const ancestors = new Set<number | undefined>();
  for (let at: number | undefined = pid; at !== undefined && !ancestors.has(at); at = parentOf.get(at))
    ancestors.add(at);
  expect(ancestors).toContain(pid);
  expect(ancestors).not.toContain(process.pid);
});

test('Ctrl-C in the terminal that started it does not reach the server', async () => {
  const { pid } = await startEmbedded({ workspaceRoot: makeWorkspace(), cluster: 'test' });
  // Field 6 of proc(5) stat is the session: the one of the server is its own.
  expect(readFileSync(`/proc/${pid}/stat`, 'utf8').split(' ')[5]).toBe(String(pid));
});

test('a link to the workspace leads to the same server', async () => {
  const workspaceRoot = makeWorkspace();
  const link = join(workspaceRoot, '../link');
  symlinkSync(workspaceRoot, link);
  const direct = await startEmbedded({ workspaceRoot, cluster: 'test' });
  expect((await startEmbedded({ workspaceRoot: link, cluster: 'test' })).pid).toBe(direct.pid);
});

test('a command in a folder of the workspace means the same server', async () => {
  const workspaceRoot = makeWorkspace();
  mkdirSync(join(workspaceRoot, 'libs/jobs'), { recursive: true });
  const { port } = await startEmbedded({ workspaceRoot, cluster: 'test' });
  const { config } = await findDatabase({ cwd: join(workspaceRoot, 'libs/jobs'), cluster: 'test', env: {} });
  expect(config.port).toBe(port);
});

test('nobody gets in without the password, from no address but this machine, and it is shown nowhere', async () => {
  const workspaceRoot = makeWorkspace();
  const { config, describe: text, psql } = await findDatabase({ cwd: workspaceRoot, env: {} });
  const password = typeof config.password === 'string' ? config.password : '';
  expect(password.length).toBeGreaterThan(20);
  await expect(query({ ...config, password: 'guess' }, 'select 1')).rejects.toMatchObject({ code: '28P01' });
  await expect(query({ ...config, user: 'other', password: 'guess' }, 'select 1')).rejects.toMatchObject({
    code: '28P01',
  });
  expect(await query(config, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
  expect(await query(config, 'show unix_socket_directories')).toEqual([{ unix_socket_directories: '' }]);
  expect(`${text}\n${psql}`).not.toContain(password);
  const passwordFile = join(workspaceRoot, '.pgpm/dev/pgpass');
  expect(psql).toBe(`PGPASSFILE=${passwordFile} psql -h 127.0.0.1 -p ${String(config.port)} -U postgres dev`);
  expect(readFileSync(passwordFile, 'utf8')).toBe(`127.0.0.1:*:*:postgres:${password}\n`);
  for (const file of ['pgpass', 'server.json', 'postgres.log']) {
    expect(statSync(join(workspaceRoot, '.pgpm/dev', file)).mode & 0o077).toBe(0);
  }
});

test('sorting, case and time zone do not depend on the machine', async () => {
  const { config } = await findDatabase({ cwd: makeWorkspace(), cluster: 'test', env: {} });
  const sql = `select upper('äß') as upper, array(select x from unnest(array['b', 'B', 'a', 'ä']) as t(x) order by x) as sorted,
    current_setting('server_encoding') as encoding, current_setting('timezone') as zone`;
  expect(await query(config, sql)).toEqual([
    { upper: 'Äß', sorted: ['B', 'a', 'b', 'ä'], encoding: 'UTF8', zone: 'UTC' },
  ]);
});

test('the development cluster is durable, the test cluster is another server, and fast', async () => {
  const workspaceRoot = makeWorkspace();
  const settings = `select current_setting('fsync') as f, current_setting('synchronous_commit') as s,
    current_setting('full_page_writes') as p`;
  const development = await startEmbedded({ workspaceRoot });
  const tests = await startEmbedded({ workspaceRoot, cluster: 'test' });
  expect(await query(development.config, settings)).toEqual([{ f: 'on', s: 'on', p: 'on' }]);
  expect(await query(tests.config, settings)).toEqual([{ f: 'off', s: 'off', p: 'off' }]);
  await query(tests.config, 'create role only_in_tests');
  expect(await query(development.config, "select from pg_roles where rolname = 'only_in_tests'")).toEqual([]);
  expect(tests.database).toBe('postgres');
});

test('the database can be chosen', async () => {
  const workspaceRoot = makeWorkspace();
  const { config } = await findDatabase({ cwd: workspaceRoot, cluster: 'test', database: 'template1', env: {} });
  expect(await query(config, 'select current_database()')).toEqual([{ current_database: 'template1' }]);
});

test('data of the development cluster outlives the server, those of the test cluster do not', async () => {
  const workspaceRoot = makeWorkspace();
  for (const cluster of ['development', 'test'] as const) {
    const { config, dataDir } = await startEmbedded({ workspaceRoot, cluster });
    await query(config, 'create table kept as select 1 as one');
    expect(await stopEmbedded({ workspaceRoot, cluster })).toBe(true);
    expect(await embeddedStatus({ workspaceRoot, cluster })).toMatchObject({ running: false, dataDir });
    expect(await stopEmbedded({ workspaceRoot, cluster })).toBe(false);
    expect(existsSync(dataDir)).toBe(cluster === 'development');
  }
  const { config } = await startEmbedded({ workspaceRoot });
  expect(await query(config, 'select * from kept')).toEqual([{ one: 1 }]);
  expect(lstatSync(join(workspaceRoot, '.pgpm/test'), { throwIfNoEntry: false })).toBeUndefined();
});

test('another process can stop the server, even with a session open', async () => {
  const workspaceRoot = makeWorkspace();
  const { config, pid } = await startEmbedded({ workspaceRoot, cluster: 'test' });
  const session = query(config, 'select pg_sleep(60)').catch((error: unknown) => error);
  const reply = await startChild(compiled.child, { action: 'stop', workspaceRoot, cluster: 'test' }).reply;
  expect(reply).toEqual({ kind: 'stopped', wasRunning: true });
  expect(isAlive(pid)).toBe(false);
  expect(await session).toMatchObject({ code: '57P01' });
});

test('a warm search takes a fraction of a start', async () => {
  const workspaceRoot = makeWorkspace();
  const measure = async (): Promise<number> => {
    const start = process.hrtime.bigint();
    await findDatabase({ cwd: workspaceRoot, env: {} });
    return Number(process.hrtime.bigint() - start) / 1e6;
  };
  const cold = await measure();
  const warm = Math.min(await measure(), await measure(), await measure());
  expect(warm * 10).toBeLessThan(cold);
});

function postmasterPid(workspaceRoot: string): number {
  return Number(readFileSync(join(workspaceRoot, '.pgpm/dev/data/postmaster.pid'), 'utf8').split('\n')[0]);
}
