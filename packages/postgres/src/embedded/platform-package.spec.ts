import {
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
  chmodSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { copyPackage, findPackage, missingLinks, packageName } from './platform-package.js';

const directory = mkdtempSync(join(tmpdir(), 'pgpm-package-'));
const workspace = join(directory, 'workspace');
const installed = join(workspace, 'node_modules', packageName());
beforeAll(() => {
  mkdirSync(join(installed, 'native/lib'), { recursive: true });
  mkdirSync(join(installed, 'dist'));
  writeFileSync(join(installed, 'dist/index.js'), '');
  writeFileSync(join(installed, 'package.json'), '{"version":"17.9.0","exports":"./dist/index.js","type":"module"}');
  writeFileSync(join(installed, 'native/lib/libpq.so.5.18'), '');
  writeFileSync(
    join(installed, 'native/pg-symlinks.json'),
    '[{"source":"native/lib/libpq.so.5.18","target":"native/lib/libpq.so.5"}, "not a link"]',
  );
  chmodSync(join(installed, 'native/lib/libpq.so.5.18'), 0o700);
  chmodSync(join(installed, 'native/lib'), 0o700);
});
afterAll(() => rmSync(directory, { recursive: true }));

test('the version that a workspace has chosen comes first', () => {
  expect(findPackage(workspace)).toEqual({ directory: installed, version: '17.9.0' });
});

test('without one it is ours', () => {
  expect(findPackage(directory).version).toMatch(/^18\./);
});

test('a copy has the links that were missing, and everybody can read it', () => {
  expect(missingLinks(installed)).toHaveLength(1);
  const copy = join(directory, 'copy');
  copyPackage(installed, copy);
  expect(missingLinks(copy)).toEqual([]);
  expect(readlinkSync(join(copy, 'native/lib/libpq.so.5'))).toBe('libpq.so.5.18');
  expect(statSync(join(copy, 'native/lib')).mode & 0o777).toBe(0o755);
  expect(statSync(join(copy, 'native/lib/libpq.so.5.18')).mode & 0o777).toBe(0o755);
  expect(statSync(join(copy, 'native/pg-symlinks.json')).mode & 0o777).toBe(0o644);
});

test('two that copy at the same time end with one copy', () => {
  const copy = join(directory, 'both');
  copyPackage(installed, copy);
  copyPackage(installed, copy);
  expect(lstatSync(copy).isDirectory()).toBe(true);
  cpSync(copy, join(directory, 'again'), { recursive: true });
});
