import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CliError } from '../cli/failures.js';
import { collectModules, conflictText } from './fetched.js';
import { integrityOf } from './integrity.js';
import { printLock, readLock } from './lock.js';
import { fetchPackages, findPackageManager } from './package-manager.js';
import { parseSpecifier } from './specifier.js';
import { compareVersions } from './versions.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pgpm-install-spec-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

/** A module in a node_modules. */
function module(path: string, version: string, dependencies: Readonly<Record<string, string>> = {}): void {
  write(`${path}/package.json`, JSON.stringify({ version, dependencies }));
  write(`${path}/pgpm.plan`, '');
  write(`${path}/${path.split('/').at(-1) ?? ''}.control`, '');
}

function refusal(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof CliError) return String(error.code);
    throw error;
  }
  return 'none';
}

test.each([
  ['1.2.3', '1.2.3', 0],
  ['1.2.3', '1.10.0', -1],
  ['1.0.0', '1.0.0-rc.1', 1],
  ['1.0.0-rc.2', '1.0.0-rc.10', -1],
  ['1.0.0+a', '1.0.0+b', 0],
])('%s against %s is %d', (a, b, sign) => expect(Math.sign(compareVersions(a, b))).toBe(sign));

test.each([
  ['@pgpm/types', { npmName: '@pgpm/types', wanted: 'latest' }],
  ['types@^1.2', { npmName: 'types', wanted: '^1.2' }],
  ['@pgpm/types@next', { npmName: '@pgpm/types', wanted: 'next' }],
])('reads %s', (text, specifier) => expect(parseSpecifier(text)).toEqual(specifier));

test.each(['', '../x', '/x', 'x;y', '$(x)', '@x', 'Upper', '-rf', '--global', 'x@$(y)', 'git+ssh://x/y', 'file:x'])(
  'refuses %j',
  (text) => expect(refusal(() => parseSpecifier(text))).toBe('USAGE'),
);

test.each([
  [{ 'package.json': '{ "packageManager": "pnpm@10.0.0" }', 'package-lock.json': '' }, 'pnpm'],
  [{ 'yarn.lock': '' }, 'yarn'],
  [{ 'bun.lock': '' }, 'bun'],
  [{ 'package-lock.json': '' }, 'npm'],
  [{}, 'npm'],
])('with %j the package manager is %s', (files, manager) => {
  for (const [path, text] of Object.entries(files)) write(path, text);
  expect(findPackageManager(folder)).toBe(manager);
});

describe('of two versions of a module', () => {
  beforeEach(() => {
    module('node_modules/a', '1.0.0', { v: '1.0.0' });
    module('node_modules/a/node_modules/v', '0.1.0');
    module('node_modules/b', '1.0.0', { v: '0.2.0' });
    module('node_modules/v', '0.2.0');
  });

  test('the newest is taken, and it is told who wants what', () => {
    const { modules, conflicts } = collectModules(folder, ['a', 'b']);
    expect(modules.map(({ npmName, version }) => `${npmName} ${version}`).sort()).toEqual([
      'a 1.0.0',
      'b 1.0.0',
      'v 0.2.0',
    ]);
    expect(conflicts).toEqual([
      {
        npmName: 'v',
        chosen: '0.2.0',
        wanted: [
          { by: 'a', version: '0.1.0' },
          { by: 'b', version: '0.2.0' },
        ],
      },
    ]);
  });

  test('only who wants another one is named', () => {
    const [conflict] = collectModules(folder, ['a', 'b']).conflicts;
    expect(conflict && conflictText(conflict)).toBe(
      'warning MODULE_VERSION_CONFLICT: v is 0.2.0, though a wants 0.1.0',
    );
  });

  test('the one that was asked for wins', () => {
    module('node_modules/a/node_modules/v', '3.0.0');
    expect(collectModules(folder, ['a', 'v']).modules.find(({ npmName }) => npmName === 'v')?.version).toBe('0.2.0');
  });

  test('different majors are refused', () => {
    module('node_modules/a/node_modules/v', '3.0.0');
    expect(refusal(() => collectModules(folder, ['a', 'b']))).toBe('MODULE_VERSION_CONFLICT');
  });
});

test('fetching that is interrupted is cancelled', async () => {
  const options = { folder, root: folder, dependencies: {}, env: process.env };
  const fetching = fetchPackages({ ...options, signal: AbortSignal.abort() });
  await expect(fetching).rejects.toMatchObject({ code: 'CANCELLED' });
});

test('packages that are no modules are left out, and refused when they are asked for', () => {
  module('node_modules/a', '1.0.0', { left: '1.0.0' });
  write('node_modules/left/package.json', '{ "version": "1.0.0" }');
  expect(collectModules(folder, ['a']).modules.map(({ npmName }) => npmName)).toEqual(['a']);
  expect(refusal(() => collectModules(folder, ['left']))).toBe('NOT_A_MODULE_PACKAGE');
});

test('integrity is that of names and content', () => {
  write('x/a', '1');
  write('x/b', '2');
  const before = integrityOf(join(folder, 'x'));
  expect(before).toMatch(/^sha512-/);
  write('x/node_modules/c', '3');
  expect(integrityOf(join(folder, 'x'))).toBe(before);
  write('x/b', '3');
  expect(integrityOf(join(folder, 'x'))).not.toBe(before);
});

test('a lockfile is read as it was written; any other is refused', () => {
  const lock = { b: { version: '1.0.0', module: 'b', integrity: 'sha512-x', transitive: true } };
  expect(readLock(folder)).toEqual({});
  write('pgpm-lock.json', printLock(lock));
  expect(readLock(folder)).toEqual(lock);
  for (const text of [
    '{',
    '[]',
    '{ "lockfileVersion": 2, "modules": {} }',
    '{ "lockfileVersion": 1, "modules": { "a": {} } }',
  ]) {
    write('pgpm-lock.json', text);
    expect(refusal(() => readLock(folder))).toBe('LOCK_FILE_INVALID');
  }
});
