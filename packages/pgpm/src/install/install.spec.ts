import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CliError } from '../cli/failures.js';
import { chooseVersion, conflictText, type Standing } from './choose.js';
import { collectModules, you, type FetchedVersions } from './fetched.js';
import { integrityOf } from './integrity.js';
import { printLock, readLock } from './lock.js';
import { placeModule } from './place.js';
import { parseSpecifier, parseSpecifiers } from './specifier.js';
import { canAgree, compareVersions, isInRange, isRange } from './versions.js';

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

test('a link in a package is not installed', () => {
  module('fetched', '1.0.0');
  symlinkSync('/etc/hosts', join(folder, 'fetched/hosts.sql'));
  placeModule({ folder: join(folder, 'fetched') }, join(folder, 'placed'));
  expect(readdirSync(join(folder, 'placed')).sort()).toEqual(['fetched.control', 'package.json', 'pgpm.plan']);
});

test('of the mode of a file in a package, only that it is a program stays', () => {
  module('fetched', '1.0.0');
  write('fetched/deploy/a.sql', 'select 1;');
  write('fetched/bin/run', '#!/bin/sh');
  const modes = { 'pgpm.plan': 0o400, 'deploy/a.sql': 0o6666, 'bin/run': 0o7511, deploy: 0o3777, bin: 0o755 };
  for (const [path, mode] of Object.entries(modes)) chmodSync(join(folder, 'fetched', path), mode);
  placeModule({ folder: join(folder, 'fetched') }, join(folder, 'placed'));
  const modeOf = (path: string): number => statSync(join(folder, path)).mode & 0o7777;
  const [file, open] = [modeOf('fetched/package.json'), modeOf('fetched')];
  expect(Object.keys(modes).map((path) => modeOf(`placed/${path}`))).toEqual([file, file, open, open, open]);
});

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

test.each([
  '',
  '../x',
  '/x',
  'x;y',
  '$(x)',
  '@x',
  'Upper',
  '-rf',
  '--global',
  'x@$(y)',
  'git+ssh://x/y',
  'file:x',
  'x@1.0.0 --evil',
  'x@--evil',
  'x@a b',
  'x@<1 >',
])('refuses %j', (text) => expect(refusal(() => parseSpecifier(text))).toBe('USAGE'));

test.each([
  ['^0.2.3', '0.2.9', true],
  ['^0.2.3', '0.3.0', false],
  ['^1.2', '1.9.0', true],
  ['^1.2', '2.0.0-rc.1', false],
  ['~1.2.3', '1.3.0', false],
  ['1.x', '1.9.9', true],
  ['>=1.2 <2 || 3.0.0', '3.0.0', true],
  ['>=1.2 <2 || 3.0.0', '2.0.0', false],
  ['1.2.3 - 2.0', '2.0.9', true],
  ['*', '1.0.0-rc.1', true],
  ['> 1.2', '1.2.9', false],
  ['latest', '1.0.0', undefined],
  ['workspace:*', '1.0.0', undefined],
])('%s takes %s: %j', (range, version, expected) => {
  expect(isInRange(version, range)).toBe(expected);
  expect(isRange(range)).toBe(expected !== undefined);
});

test.each([
  ['1.0.0', '2.0.0', false],
  ['^1.0.0', '1.9.0', true],
  ['^1.0.0', '>=2', false],
  ['<1.0.0', '>=1.0.0', false],
  ['<=1.0.0', '>=1.0.0', true],
  ['latest', '1.0.0', true],
])('%s and %s can agree: %j', (a, b, expected) => {
  expect([canAgree(a, b), canAgree(b, a)]).toEqual([expected, expected]);
});

test('one package in two versions is refused', () => {
  expect(parseSpecifiers(['a@1.0.0', 'b', 'a@1.0.0'])).toHaveLength(2);
  expect(refusal(() => parseSpecifiers(['a@1.0.0', 'a@2.0.0']))).toBe('MODULE_VERSION_CONFLICT');
});

describe('of several versions of a module', () => {
  const nothing: Standing = { present: undefined, isPinned: false, recorded: [], installed: [] };
  const fetched = (requested: readonly string[], missing: readonly string[] = []): FetchedVersions => {
    const found = collectModules(folder, requested, missing).find(({ npmName }) => npmName === 'v');
    if (found === undefined) throw new Error('there is no v');
    return found;
  };
  beforeEach(() => {
    module('node_modules/a', '1.0.0', { v: '0.1.0' });
    module('node_modules/a/node_modules/v', '0.1.0');
    module('node_modules/b', '1.0.0', { v: '^0.2.0' });
    module('node_modules/v', '0.2.0');
  });

  test('the newest is taken, and it is told who wants what', () => {
    expect(chooseVersion(fetched(['a', 'b']), nothing)).toEqual({
      version: '0.2.0',
      conflict: {
        npmName: 'v',
        chosen: '0.2.0',
        wanted: [
          { by: 'a', version: '0.1.0' },
          { by: 'b', version: '^0.2.0' },
        ],
      },
    });
  });

  test('only who wants another one is named', () => {
    const { conflict } = chooseVersion(fetched(['a', 'b']), nothing);
    expect(conflict && conflictText(conflict)).toBe(
      'warning MODULE_VERSION_CONFLICT: v is 0.2.0, though a wants 0.1.0',
    );
  });

  test('the one that was asked for wins', () => {
    module('node_modules/a/node_modules/v', '3.0.0');
    module('node_modules/a', '1.0.0', { v: '3.0.0' });
    expect(chooseVersion(fetched(['a', 'v']), nothing)).toMatchObject({
      version: '0.2.0',
      conflict: {
        wanted: [
          { by: 'a', version: '3.0.0' },
          { by: you, version: '0.2.0' },
        ],
      },
    });
  });

  test('different majors are refused', () => {
    module('node_modules/a/node_modules/v', '3.0.0');
    module('node_modules/a', '1.0.0', { v: '3.0.0' });
    expect(refusal(() => chooseVersion(fetched(['a', 'b']), nothing))).toBe('MODULE_VERSION_CONFLICT');
  });

  test('the one that was asked for before stays, also across majors', () => {
    const pinned = { ...nothing, present: '3.0.0', isPinned: true };
    expect(chooseVersion(fetched(['b']), pinned)).toMatchObject({ version: '3.0.0', conflict: { chosen: '3.0.0' } });
  });

  test('the one that is in place stays when it does for all', () => {
    const standing = { ...nothing, present: '0.2.1', installed: [{ by: 'c', version: '0.2.1' }] };
    expect(chooseVersion(fetched(['b']), standing)).toEqual({ version: '0.2.1', conflict: undefined });
  });

  test('what installed modules want counts', () => {
    const installed = [{ by: 'c', version: '0.1.0' }];
    expect(chooseVersion(fetched(['b']), { ...nothing, present: '0.1.0', installed })).toMatchObject({
      version: '0.2.0',
      conflict: { wanted: [{ by: 'b' }, { by: 'c', version: '0.1.0' }] },
    });
    const older = { ...nothing, present: '1.0.0', installed: [{ by: 'c', version: '^1.0.0' }] };
    expect(refusal(() => chooseVersion(fetched(['b']), older))).toBe('MODULE_VERSION_CONFLICT');
    expect(chooseVersion(fetched(['b']), { ...nothing, present: '1.0.0' }).version).toBe('0.2.0');
  });

  test('what is asked for has to be what is recorded', () => {
    const recorded = [{ by: 'modules/shop/package.json', version: '0.1.0' }];
    expect(refusal(() => chooseVersion(fetched(['v']), { ...nothing, recorded }))).toBe('MODULE_VERSION_CONFLICT');
    const agreed = [{ by: 'modules/shop/package.json', version: '^0.2.0' }];
    expect(chooseVersion(fetched(['v']), { ...nothing, recorded: agreed }).version).toBe('0.2.0');
  });

  test('the one that was missing comes back', () => {
    module('node_modules/b/node_modules/v', '0.2.0');
    module('node_modules/v', '0.1.0');
    expect(chooseVersion(fetched(['b'], ['v']), { ...nothing, isPinned: true }).version).toBe('0.1.0');
  });
});

test('packages that are no modules are left out, and refused when they are asked for', () => {
  module('node_modules/a', '1.0.0', { left: '1.0.0' });
  write('node_modules/left/package.json', '{ "version": "1.0.0" }');
  expect(collectModules(folder, ['a']).map(({ npmName }) => npmName)).toEqual(['a']);
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
    ...['../a', '__proto__', '-g', 'a@1', '@s/../a'].map((name) => printLock(lock).replace('"b": {', `"${name}": {`)),
    ...['file:/etc', 'git+ssh://host/a', '^1.0.0', '1.0.0 --global'].map((version) =>
      printLock({ b: { ...lock.b, version } }),
    ),
  ]) {
    write('pgpm-lock.json', text);
    expect(refusal(() => readLock(folder))).toBe('LOCK_FILE_INVALID');
  }
});
