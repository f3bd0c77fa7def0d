import { spawn } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import pg from 'pg';

import { embeddedStatus, startEmbedded, stopEmbedded, type EmbeddedServer } from '../src/index.js';
import { isAlive } from '../src/embedded/processes.js';
import { startChild } from './support/children.js';
import { compilePackage } from './support/compile.js';
import { addWorkspace, makeWorkspace, query, removeWorkspaces, until } from './support/workspace.js';

const compiled = compilePackage();
afterEach(removeWorkspaces);
afterAll(compiled.remove);

const pidFile = (workspaceRoot: string): string => join(workspaceRoot, '.pgpm/dev/data/postmaster.pid');

test('a killed server is started again, with its data', async () => {
  const workspaceRoot = makeWorkspace();
  const first = await startEmbedded({ workspaceRoot });
  await query(first.config, 'create table kept as select 1 as one');
  await kill(first.pid);
  expect(await embeddedStatus({ workspaceRoot })).toMatchObject({ running: false });
  const second = await startEmbedded({ workspaceRoot });
  expect(second.pid).not.toBe(first.pid);
  expect(second.port).toBe(first.port);
  expect(await query(second.config, 'select * from kept')).toEqual([{ one: 1 }]);
});

test('a killed server is started again, though one of its sessions goes on computing', async () => {
  const workspaceRoot = makeWorkspace();
  const first = await startEmbedded({ workspaceRoot, cluster: 'test' });
  const client = new pg.Client(first.config);
  client.on('error', () => undefined);
  await client.connect();
  const [backend] = (await client.query<{ pid: number }>('select pg_backend_pid() as pid')).rows;
  const busy = client.query('select count(*) from generate_series(1, 1000000000)').catch((error: unknown) => error);
  await until(() => isBusy(first, backend?.pid ?? 0));
  await kill(first.pid);
  const second = await startEmbedded({ workspaceRoot, cluster: 'test' });
  expect(await query(second.config, 'select 1 as one')).toEqual([{ one: 1 }]);
  expect(await busy).toBeInstanceOf(Error);
});

test('two commands that find a killed server start one', async () => {
  const workspaceRoot = makeWorkspace();
  await kill((await startEmbedded({ workspaceRoot })).pid);
  const children = [1, 2].map(() => startChild(compiled.child, { action: 'find', workspaceRoot }));
  const ports = (await Promise.all(children.map((child) => child.reply))).map((reply) =>
    reply?.kind === 'found' ? reply.config.port : reply,
  );
  expect(ports[0]).toBe(ports[1]);
});

test('a starter that is killed in the middle of initdb leaves nothing in the way', async () => {
  const workspaceRoot = makeWorkspace();
  const home = join(workspaceRoot, '.pgpm/dev');
  const drafts = (): readonly string[] =>
    existsSync(home) ? readdirSync(home).filter((name) => name.startsWith('init-')) : [];
  const starter = startChild(compiled.child, { action: 'find', workspaceRoot });
  await until(() => drafts().some((name) => existsSync(join(home, name, 'data/base'))));
  starter.process.kill('SIGKILL');
  expect(await starter.reply).toBeUndefined();
  expect(existsSync(join(home, 'data'))).toBe(false);
  const { config } = await startEmbedded({ workspaceRoot });
  expect(await query(config, 'select current_database()')).toEqual([{ current_database: 'dev' }]);
  await until(() => drafts().length === 0);
});

test('a starter that is killed between start and ready leaves a server that the next one takes over', async () => {
  const workspaceRoot = makeWorkspace();
  const starter = startChild(compiled.child, { action: 'find', workspaceRoot });
  await until(() => existsSync(pidFile(workspaceRoot)));
  starter.process.kill('SIGKILL');
  expect(await starter.reply).toBeUndefined();
  const left = Number(readFileSync(pidFile(workspaceRoot), 'utf8').split('\n')[0]);
  const { config, pid } = await startEmbedded({ workspaceRoot });
  expect(pid).toBe(left);
  expect(await query(config, 'select current_database()')).toEqual([{ current_database: 'dev' }]);
});

test('a pid file whose pid belongs to another process by now is stale', async () => {
  const workspaceRoot = makeWorkspace();
  const first = await startEmbedded({ workspaceRoot });
  const text = readFileSync(pidFile(workspaceRoot), 'utf8');
  await stopEmbedded({ workspaceRoot });
  const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  try {
    writeFileSync(pidFile(workspaceRoot), text.replace(String(first.pid), String(other.pid)));
    expect(await embeddedStatus({ workspaceRoot })).toMatchObject({ running: false });
    expect(await stopEmbedded({ workspaceRoot })).toBe(false);
    expect(other.exitCode).toBeNull();
    const second = await startEmbedded({ workspaceRoot });
    expect(await query(second.config, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(other.exitCode).toBeNull();
  } finally {
    other.kill('SIGKILL');
  }
});

test('an empty pid file is stale', async () => {
  const workspaceRoot = makeWorkspace();
  await startEmbedded({ workspaceRoot });
  await stopEmbedded({ workspaceRoot });
  writeFileSync(pidFile(workspaceRoot), '');
  expect((await startEmbedded({ workspaceRoot })).pid).toBeGreaterThan(0);
});

test('a lost state file costs no data', async () => {
  const workspaceRoot = makeWorkspace();
  const first = await startEmbedded({ workspaceRoot });
  await query(first.config, 'create table kept as select 1 as one');
  rmSync(join(workspaceRoot, '.pgpm/dev/server.json'));
  const second = await startEmbedded({ workspaceRoot });
  expect(second.config.password).not.toBe(first.config.password);
  expect(await query(second.config, 'select * from kept')).toEqual([{ one: 1 }]);
});

test('a copied workspace gets a server of its own', async () => {
  const workspaceRoot = makeWorkspace();
  const original = await startEmbedded({ workspaceRoot });
  const originalTests = await startEmbedded({ workspaceRoot, cluster: 'test' });
  const copy = addWorkspace(join(workspaceRoot, '../copy'), () => {
    cpSync(workspaceRoot, join(workspaceRoot, '../copy'), { recursive: true, verbatimSymlinks: true });
  });
  const tests = await startEmbedded({ workspaceRoot: copy, cluster: 'test' });
  expect(tests.pid).not.toBe(originalTests.pid);
  expect((await startEmbedded({ workspaceRoot: copy })).pid).not.toBe(original.pid);
  expect((await startEmbedded({ workspaceRoot })).pid).toBe(original.pid);
  expect((await startEmbedded({ workspaceRoot, cluster: 'test' })).pid).toBe(originalTests.pid);
});

test('a moved workspace keeps its data', async () => {
  const workspaceRoot = makeWorkspace();
  const first = await startEmbedded({ workspaceRoot });
  await query(first.config, 'create table kept as select 1 as one');
  await startEmbedded({ workspaceRoot, cluster: 'test' });
  const moved = addWorkspace(join(workspaceRoot, '../moved'), () => {
    renameSync(workspaceRoot, join(workspaceRoot, '../moved'));
  });
  expect(await query((await startEmbedded({ workspaceRoot: moved })).config, 'select * from kept')).toEqual([
    { one: 1 },
  ]);
  const tests = await startEmbedded({ workspaceRoot: moved, cluster: 'test' });
  expect(await query(tests.config, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('the test server of a deleted workspace is stopped by the next one', async () => {
  const deleted = makeWorkspace();
  const left = await startEmbedded({ workspaceRoot: deleted, cluster: 'test' });
  rmSync(deleted, { recursive: true });
  await startEmbedded({ workspaceRoot: makeWorkspace(), cluster: 'test' });
  // On a disk the server sees for itself, within a minute, that its directory is gone.
  if (!left.dataDir.startsWith(deleted)) expect(isAlive(left.pid)).toBe(false);
  else process.kill(left.pid, 'SIGQUIT');
  expect(existsSync(left.dataDir)).toBe(false);
});

test('when .pgpm was removed, the test server is found again or stopped all the same', async () => {
  const workspaceRoot = makeWorkspace();
  const first = await startEmbedded({ workspaceRoot, cluster: 'test' });
  rmSync(join(workspaceRoot, '.pgpm'), { recursive: true });
  const second = await startEmbedded({ workspaceRoot, cluster: 'test' });
  rmSync(join(workspaceRoot, '.pgpm'), { recursive: true });
  if (!first.dataDir.startsWith(workspaceRoot)) expect(second.pid).toBe(first.pid);
  expect(await stopEmbedded({ workspaceRoot, cluster: 'test' })).toBe(!second.dataDir.startsWith(workspaceRoot));
});

async function isBusy(server: EmbeddedServer, backend: number): Promise<boolean> {
  const sql = `select from pg_stat_activity where pid = ${backend} and query like '%generate_series%'`;
  return (await query(server.config, sql)).length === 1;
}

/** SIGKILL, and nobody is there to clean up. */
async function kill(pid: number): Promise<void> {
  process.kill(pid, 'SIGKILL');
  await until(() => !isAlive(pid));
}
