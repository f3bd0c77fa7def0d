import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { embeddedStatus, startEmbedded, stopEmbedded } from '../src/index.js';
import { startChild, type Reply, type Request } from './support/children.js';
import { compilePackage } from './support/compile.js';
import { installBinaries } from './support/packages.js';
import { makeWorkspace, query, removeWorkspaces } from './support/workspace.js';

const compiled = compilePackage();
afterEach(removeWorkspaces);
afterAll(compiled.remove);

test('binaries whose links are missing are copied, and work', async () => {
  const workspaceRoot = makeWorkspace();
  installBinaries(workspaceRoot, { links: false });
  const { config } = await startEmbedded({ workspaceRoot, cluster: 'test' });
  expect(await query(config, 'select 1 as one')).toEqual([{ one: 1 }]);
  expect(existsSync(join(workspaceRoot, '.pgpm/bin'))).toBe(true);
  await stopEmbedded({ workspaceRoot, cluster: 'test' });
});

test('the server is not root, and owns nothing but its data', async () => {
  const workspaceRoot = makeWorkspace();
  const { pid, dataDir } = await startEmbedded({ workspaceRoot });
  const me = process.getuid?.() ?? 0;
  const owner = statSync(dataDir).uid;
  expect(owner).not.toBe(0);
  expect(uidOf(pid)).toBe(owner);
  expect(statSync(join(workspaceRoot, '.pgpm/dev/server.json')).uid).toBe(me);
});

// Only root can become somebody else.
if (process.getuid?.() === 0) {
  test('in a directory that others cannot enter, root keeps data and binaries where the server gets to them', async () => {
    const workspaceRoot = makeWorkspace();
    installBinaries(workspaceRoot);
    chmodSync(join(workspaceRoot, '..'), 0o700);
    for (const cluster of ['development', 'test'] as const) {
      const { config, dataDir } = await startEmbedded({ workspaceRoot, cluster });
      expect(await query(config, 'select 1 as one')).toEqual([{ one: 1 }]);
      expect(dataDir.startsWith(workspaceRoot)).toBe(false);
    }
    expect(readFileSync(join(workspaceRoot, '.pgpm/dev/pgpass'), 'utf8')).toContain('postgres');
    const first = await startEmbedded({ workspaceRoot });
    expect((await startEmbedded({ workspaceRoot })).pid).toBe(first.pid);
    await query(first.config, 'create table kept as select 1 as one');
    await stopEmbedded({ workspaceRoot });
    rmSync(join(workspaceRoot, '.pgpm'), { recursive: true });
    expect(await query((await startEmbedded({ workspaceRoot })).config, 'select * from kept')).toEqual([{ one: 1 }]);
  });

  test('a strict umask of root keeps nobody out who has to get in', async () => {
    const before = process.umask(0o077);
    try {
      const workspaceRoot = makeWorkspace();
      chmodSync(workspaceRoot, 0o755);
      const { config } = await startEmbedded({ workspaceRoot });
      expect(await query(config, 'select 1 as one')).toEqual([{ one: 1 }]);
    } finally {
      process.umask(before);
    }
  });

  test('in the workspace of somebody else, root starts the server as its owner, who goes on with it', async () => {
    const daemon = findUser('daemon');
    const workspaceRoot = makeWorkspace();
    installBinaries(workspaceRoot);
    chownSync(workspaceRoot, daemon.uid, daemon.gid);
    // Where only the owner gets in, as in a home directory.
    chmodSync(workspaceRoot, 0o700);
    const byRoot = await startEmbedded({ workspaceRoot });
    expect(uidOf(byRoot.pid)).toBe(daemon.uid);
    for (const file of ['.pgpm', '.pgpm/dev', '.pgpm/dev/server.json', '.pgpm/dev/pgpass', '.pgpm/dev/postgres.log']) {
      expect([file, statSync(join(workspaceRoot, file)).uid]).toEqual([file, daemon.uid]);
    }
    expect(await run({ action: 'find', workspaceRoot, identity: daemon })).toMatchObject({
      kind: 'found',
      config: { port: byRoot.port },
    });
    expect(await run({ action: 'stop', workspaceRoot, identity: daemon })).toEqual({
      kind: 'stopped',
      wasRunning: true,
    });
    expect(await run({ action: 'find', workspaceRoot, identity: daemon })).toMatchObject({ kind: 'found' });
    expect(await embeddedStatus({ workspaceRoot })).toMatchObject({ running: true });
  });

  test('a normal user makes, finds and stops both servers', async () => {
    const identity = findUser('nobody');
    const workspaceRoot = makeWorkspace();
    installBinaries(workspaceRoot);
    chownSync(workspaceRoot, identity.uid, identity.gid);
    for (const cluster of ['development', 'test'] as const) {
      const first = await run({ action: 'find', workspaceRoot, cluster, identity });
      if (first.kind !== 'found') throw new Error(JSON.stringify(first));
      expect(await query(first.config, 'select 1 as one')).toEqual([{ one: 1 }]);
      expect(await run({ action: 'find', workspaceRoot, cluster, identity })).toMatchObject({ config: first.config });
      expect(await run({ action: 'stop', workspaceRoot, cluster, identity })).toMatchObject({ wasRunning: true });
    }
  });

  test('a normal user is told when the workspace cannot be written', async () => {
    const workspaceRoot = makeWorkspace();
    installBinaries(workspaceRoot);
    const reply = await run({ action: 'find', workspaceRoot, identity: findUser('nobody') });
    expect(reply).toMatchObject({ kind: 'failed', code: 'DATA_DIRECTORY_UNWRITABLE' });
    expect(reply).toMatchObject({ message: expect.stringContaining('permission denied') });
  });

  test('a normal user is told when the cluster belongs to root', async () => {
    const workspaceRoot = makeWorkspace();
    installBinaries(workspaceRoot);
    await startEmbedded({ workspaceRoot });
    chmodSync(join(workspaceRoot, '.pgpm'), 0o777);
    const identity = findUser('nobody');
    expect(await run({ action: 'find', workspaceRoot, identity })).toMatchObject({ code: 'DATA_DIRECTORY_FOREIGN' });
    expect(await run({ action: 'status', workspaceRoot, identity })).toMatchObject({ status: { running: false } });
  });

  test('a name in shared memory that somebody else took is passed over', async () => {
    const workspaceRoot = makeWorkspace();
    const { dataDir } = await embeddedStatus({ workspaceRoot, cluster: 'test' });
    const home = join(dataDir, '..');
    if (home.startsWith(workspaceRoot)) return;
    mkdirSync(home);
    chownSync(home, 4711, 4711);
    try {
      const server = await startEmbedded({ workspaceRoot, cluster: 'test' });
      expect(server.dataDir).toBe(join(workspaceRoot, '.pgpm/test/data'));
      expect(await stopEmbedded({ workspaceRoot, cluster: 'test' })).toBe(true);
    } finally {
      rmSync(home, { recursive: true });
    }
  });
}

async function run(request: Request): Promise<Reply> {
  const reply = await startChild(compiled.child, request).reply;
  if (reply === undefined) throw new Error('the child was killed');
  return reply;
}

function uidOf(pid: number): number {
  return statSync(`/proc/${pid}`).uid;
}

function findUser(name: string): { uid: number; gid: number } {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = (line ?? '').split(':');
  return { uid: Number(uid), gid: Number(gid) };
}
