import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { embeddedStatus, isPostgresError, type PostgresError, startEmbedded, stopEmbedded } from '../src/index.js';
import { isAlive } from '../src/embedded/processes.js';
import { installFake } from './support/packages.js';
import { addWorkspace, makeWorkspace, query, removeWorkspaces, until } from './support/workspace.js';

const isRoot = process.getuid?.() === 0;
afterEach(removeWorkspaces);

test('a file in the way of .pgpm is named', async () => {
  const workspaceRoot = makeWorkspace();
  writeFileSync(join(workspaceRoot, '.pgpm'), '');
  const error = await failure(workspaceRoot);
  expect(error).toMatchObject({ code: 'DATA_DIRECTORY_UNWRITABLE', hint: expect.stringContaining('DATABASE_URL') });
  expect(error.message).toContain(join(workspaceRoot, '.pgpm'));
});

test('a workspace that does not exist is named', async () => {
  expect(await failure('/nowhere/at all')).toMatchObject({ code: 'DATA_DIRECTORY_UNWRITABLE' });
});

test('a directory of the cluster that somebody else made is not used', async () => {
  const workspaceRoot = makeWorkspace();
  const home = join(workspaceRoot, '.pgpm/dev');
  mkdirSync(home, { recursive: true });
  // Only root can give a directory away; anybody else takes one that cannot be entered for as good an example.
  if (isRoot) chownSync(home, 4711, 4711);
  else chmodSync(home, 0o000);
  const error = await failure(workspaceRoot);
  chmodSync(home, 0o700);
  expect(error.code).toBe(isRoot ? 'DATA_DIRECTORY_FOREIGN' : 'DATA_DIRECTORY_UNWRITABLE');
  expect(error.message).toContain(home);
  expect(error.hint).toBeDefined();
});

test('data of another major version is left alone, with the way out', async () => {
  const workspaceRoot = makeWorkspace();
  const { dataDir } = await startEmbedded({ workspaceRoot });
  await stopEmbedded({ workspaceRoot });
  writeFileSync(join(dataDir, 'PG_VERSION'), '15\n');
  const error = await failure(workspaceRoot);
  expect(error).toMatchObject({ code: 'DATA_DIRECTORY_VERSION_MISMATCH', fields: { found: '15', expected: '18' } });
  expect(error.hint).toContain('remove');
  writeFileSync(join(dataDir, 'PG_VERSION'), '18\n');
  expect((await startEmbedded({ workspaceRoot })).pid).toBeGreaterThan(0);
});

test('a throw-away cluster of another major version is made anew', async () => {
  const workspaceRoot = makeWorkspace();
  const { dataDir, pid } = await startEmbedded({ workspaceRoot, cluster: 'test' });
  writeFileSync(join(dataDir, 'PG_VERSION'), '15\n');
  process.kill(pid, 'SIGKILL');
  await until(() => !isAlive(pid));
  const { config } = await startEmbedded({ workspaceRoot, cluster: 'test' });
  expect(await query(config, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('a damaged data directory fails with the end of the log', async () => {
  const workspaceRoot = makeWorkspace();
  const { dataDir, logFile } = await startEmbedded({ workspaceRoot });
  await stopEmbedded({ workspaceRoot });
  rmSync(join(dataDir, 'global/pg_control'));
  const error = await failure(workspaceRoot);
  expect(error).toMatchObject({ code: 'EMBEDDED_START_FAILED', fields: { logFile } });
  expect(error.message).toContain('pg_control');
  expect(await embeddedStatus({ workspaceRoot })).toMatchObject({ running: false });
});

test('settings of a person that the server refuses are shown', async () => {
  const workspaceRoot = makeWorkspace();
  const { dataDir } = await startEmbedded({ workspaceRoot });
  await stopEmbedded({ workspaceRoot });
  writeFileSync(join(dataDir, 'postgresql.auto.conf'), "shared_buffers = 'plenty'\n");
  const error = await failure(workspaceRoot);
  expect(error.code).toBe('EMBEDDED_START_FAILED');
  expect(error.message).toContain('shared_buffers');
});

test.each([
  ['a full disk', 'echo "initdb: error: could not write: No space left on device"; exit 1', 'DATA_DIRECTORY_FULL'],
  ['a quota', 'echo "initdb: error: could not write: Disk quota exceeded"; exit 1', 'DATA_DIRECTORY_FULL'],
  ['anything else', 'echo "initdb: error: something else"; exit 1', 'EMBEDDED_INIT_FAILED'],
  ['a uid without a name', 'echo "could not look up effective user ID 7"; exit 1', 'EMBEDDED_INIT_FAILED'],
])('initdb that fails for %s leaves nothing behind', async (_, initdb, code) => {
  const workspaceRoot = makeWorkspace();
  installFake(workspaceRoot, { initdb });
  const error = await failure(workspaceRoot);
  expect(error.code).toBe(code);
  expect(error.hint).toBeDefined();
  expect(readdirSync(join(workspaceRoot, '.pgpm/dev')).filter((name) => !/^(server.json|pgpass)$/.test(name))).toEqual(
    [],
  );
});

test('binaries that do not run are named', async () => {
  const workspaceRoot = makeWorkspace();
  installFake(workspaceRoot, { postgres: 'echo "libxml2.so.2: cannot open shared object file"; exit 127' });
  const error = await failure(workspaceRoot);
  expect(error.code).toBe('EMBEDDED_BINARIES_BROKEN');
  expect(error.message).toContain('libxml2.so.2');
});

// The real thing, where a small disk can be made.
const small = isRoot ? mountSmallDisk() : undefined;
if (small !== undefined) {
  test('a disk without room for a cluster is named', async () => {
    const workspaceRoot = join(small, 'workspace');
    addWorkspace(workspaceRoot, () => mkdirSync(workspaceRoot));
    const error = await failure(workspaceRoot);
    expect(error).toMatchObject({ code: 'DATA_DIRECTORY_FULL', hint: expect.stringContaining('free some space') });
    expect(existsSync(join(workspaceRoot, '.pgpm/dev/data'))).toBe(false);
  });
  afterAll(() => {
    spawnSync('umount', [small]);
    rmdirSync(small);
  });
}

async function failure(workspaceRoot: string): Promise<PostgresError> {
  try {
    await startEmbedded({ workspaceRoot });
  } catch (error) {
    if (isPostgresError(error)) return error;
    throw error;
  }
  throw new Error('started');
}

function mountSmallDisk(): string | undefined {
  const directory = mkdtempSync(join(tmpdir(), 'pgpm-small-'));
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=24m,mode=755', 'tmpfs', directory]);
  if (status === 0) return directory;
  rmdirSync(directory);
  return undefined;
}
