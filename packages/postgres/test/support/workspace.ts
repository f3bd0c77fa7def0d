import { chmodSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import pg, { type ClientConfig } from 'pg';

import { stopEmbedded, stopWasm, type Cluster } from '../../src/index.js';

const made: string[] = [];
const directories: string[] = [];

/** An empty workspace in a temporary directory. `removeWorkspaces` stops its servers and removes it. */
export function makeWorkspace(name = 'workspace'): string {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'pgpm-test-')));
  directories.push(directory);
  // As in most workspaces, everybody may pass. The tests about users close it again.
  chmodSync(directory, 0o755);
  const root = join(directory, name);
  return addWorkspace(root, () => mkdirSync(root));
}

/** Another workspace beside one of `makeWorkspace`. */
export function addWorkspace(root: string, make: () => void): string {
  make();
  writeFileSync(join(root, 'pgpm.json'), '{ "packages": [] }\n');
  made.push(root);
  return root;
}

/** Call it after each test: nothing is left running, and nothing on the disk. */
export async function removeWorkspaces(): Promise<void> {
  const roots = made.splice(0);
  for (const root of roots) {
    for (const cluster of ['development', 'test'] as const) await removeCluster(root, cluster);
    if (existsSync(root)) await stopWasm({ workspaceRoot: root });
  }
  for (const root of roots) rmSync(root, { recursive: true, force: true });
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true });
}

async function removeCluster(root: string, cluster: Cluster): Promise<void> {
  if (!existsSync(root)) return;
  await stopEmbedded({ workspaceRoot: root, cluster });
  // It is elsewhere when the server's user could not reach the workspace.
  const entry = join(root, '.pgpm', cluster === 'test' ? 'test' : 'dev');
  if (existsSync(entry)) rmSync(join(realpathSync(entry), '..'), { recursive: true, force: true });
}

/** Runs one statement and returns its rows. */
export async function query(config: ClientConfig, sql: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client(config);
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return rows;
  } finally {
    await client.end();
  }
}

/** Resolves when `condition` holds. */
export async function until(condition: () => boolean | Promise<boolean>, limit = 20_000): Promise<void> {
  const deadline = Date.now() + limit;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`waited in vain for ${String(condition)}`);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}
