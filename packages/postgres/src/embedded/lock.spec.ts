import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { withLock } from './lock.js';

const directory = mkdtempSync(join(tmpdir(), 'pgpm-lock-'));
const file = join(directory, 'dev.lock');
afterEach(() => expect(readdirSync(directory)).toEqual([]));
afterAll(() => rmSync(directory, { recursive: true }));

test('lets one in at a time', async () => {
  let inside = 0;
  let most = 0;
  const enter = (): Promise<void> =>
    withLock(file, {}, async () => {
      most = Math.max(most, (inside += 1));
      await sleep(5);
      inside -= 1;
    });
  await Promise.all(Array.from({ length: 5 }, enter));
  expect(most).toBe(1);
});

test('is free again after a failure', async () => {
  await expect(withLock(file, {}, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await withLock(file, {}, () => Promise.resolve(7))).toBe(7);
});

test('takes over from a holder that was killed', async () => {
  const dead = spawnSync(process.execPath, ['-e', '']).pid;
  await leave({ pid: dead });
  expect(await withLock(file, {}, () => Promise.resolve(7))).toBe(7);
});

test('takes over from a holder whose pid belongs to another process by now', async () => {
  await leave({ started: 'long ago' });
  expect(await withLock(file, {}, () => Promise.resolve(7))).toBe(7);
});

test('takes over when the one who was about to take over was killed, too', async () => {
  await leave({ id: 'first', started: 'long ago' });
  const holder = readFileSync(file, 'utf8').replace('first', 'second');
  writeFileSync(`${file}.first`, holder);
  expect(await withLock(file, {}, () => Promise.resolve(7))).toBe(7);
});

test('waits for a holder that it cannot see, but not for ever', async () => {
  await leave({ machine: 'another container' });
  await expect(withLock(file, { timeout: 0 }, () => Promise.resolve(7))).rejects.toMatchObject({
    code: 'EMBEDDED_LOCKED',
    fields: { pid: process.pid },
  });
  utimesSync(file, new Date(), new Date(Date.now() - 200_000));
  expect(await withLock(file, {}, () => Promise.resolve(7))).toBe(7);
});

test('waits for a lock without content, but not for ever', async () => {
  writeFileSync(file, '');
  await expect(withLock(file, { timeout: 0 }, () => Promise.resolve(7))).rejects.toMatchObject({
    code: 'EMBEDDED_LOCKED',
  });
  utimesSync(file, new Date(), new Date(Date.now() - 200_000));
  expect(await withLock(file, {}, () => Promise.resolve(7))).toBe(7);
});

test('goes without the lock when what it waits for is there', async () => {
  const result = await withLock(file, {}, () =>
    withLock<string>(file, { ready: () => Promise.resolve('found') }, () => Promise.resolve('made')),
  );
  expect(result).toBe('found');
});

test('says when the directory cannot hold a lock', async () => {
  await expect(withLock(join(directory, 'missing/dev.lock'), {}, () => Promise.resolve(7))).rejects.toMatchObject({
    code: 'DATA_DIRECTORY_UNWRITABLE',
  });
});

/** Leaves a lock file behind, as this process with some things changed. */
async function leave(changes: Record<string, unknown>): Promise<void> {
  const text = await withLock(file, {}, () => Promise.resolve(readFileSync(file, 'utf8')));
  expect(existsSync(file)).toBe(false);
  writeFileSync(file, JSON.stringify({ ...JSON.parse(text), ...changes }));
}
