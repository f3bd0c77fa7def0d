import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { canReach } from './account.js';

const directory = mkdtempSync(join(tmpdir(), 'pgpm-reach-'));
const inner = join(directory, 'inner');
mkdirSync(inner);
afterAll(() => rmSync(directory, { recursive: true }));

const stranger = { uid: 64_001, gid: 64_001 };

test('nobody gets through a private directory', () => {
  chmodSync(directory, 0o700);
  chmodSync(inner, 0o755);
  expect(canReach(inner, stranger)).toBe(false);
});

test('permission to pass is enough, permission to list is not', () => {
  chmodSync(directory, 0o711);
  expect(canReach(inner, stranger)).toBe(true);
  chmodSync(inner, 0o744);
  expect(canReach(inner, stranger)).toBe(false);
});

test('the owner gets in', () => {
  chmodSync(directory, 0o711);
  chmodSync(inner, 0o700);
  const owner = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
  expect(canReach(inner, owner)).toBe(true);
  expect(canReach(inner, undefined)).toBe(true);
});
