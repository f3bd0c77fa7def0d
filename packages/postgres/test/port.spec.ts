import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';

import { startEmbedded, stopEmbedded } from '../src/index.js';
import { preferredPort } from '../src/embedded/ports.js';
import { makeWorkspace, query, removeWorkspaces } from './support/workspace.js';

let squatter: Server | undefined;
afterEach(async () => {
  await new Promise((resolve) => (squatter === undefined ? resolve(undefined) : squatter.close(resolve)));
  squatter = undefined;
  await removeWorkspaces();
});

test('a port that is taken before the first start is passed over', async () => {
  const workspaceRoot = makeWorkspace();
  const wanted = preferredPort(join(workspaceRoot, '.pgpm/dev'));
  await occupy(wanted);
  const { config, port } = await startEmbedded({ workspaceRoot });
  expect(port).not.toBe(wanted);
  expect(await query(config, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('a port that somebody took while the server was down is replaced, and the new one is kept', async () => {
  const workspaceRoot = makeWorkspace();
  const first = await startEmbedded({ workspaceRoot });
  await stopEmbedded({ workspaceRoot });
  await occupy(first.port);
  const second = await startEmbedded({ workspaceRoot });
  expect(second.port).not.toBe(first.port);
  await stopEmbedded({ workspaceRoot });
  await new Promise((resolve) => squatter?.close(resolve));
  squatter = undefined;
  expect((await startEmbedded({ workspaceRoot })).port).toBe(second.port);
});

test('somebody else at the port of a server that is gone is not taken for it', async () => {
  const workspaceRoot = makeWorkspace();
  const first = await startEmbedded({ workspaceRoot });
  const pidFile = join(first.dataDir, 'postmaster.pid');
  const text = readFileSync(pidFile, 'utf8');
  await stopEmbedded({ workspaceRoot });
  writeFileSync(pidFile, text.replace(String(first.pid), String(process.pid)));
  await occupy(first.port);
  const second = await startEmbedded({ workspaceRoot });
  expect(second.port).not.toBe(first.port);
  expect(await query(second.config, 'select 1 as one')).toEqual([{ one: 1 }]);
});

async function occupy(port: number): Promise<void> {
  const server = createServer((socket) => socket.destroy());
  squatter = server;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}
