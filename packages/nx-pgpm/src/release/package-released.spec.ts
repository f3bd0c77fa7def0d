import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { chain, temporaryWorkspace, type TemporaryWorkspace } from '../../test/support/workspace.js';
import { packageReleased } from './package-released.js';

let workspace: TemporaryWorkspace;
beforeEach(() => {
  workspace = temporaryWorkspace(chain);
});
afterEach(() => workspace.remove());

const released = (versions: Record<string, string>) =>
  packageReleased(workspace.root, new Map(Object.entries(versions)));

test('the packaged files of a version take the place of those of another, and nothing else goes', async () => {
  const kept = ['pgpm-base--0.9.0--1.0.0.sql', 'pgpm-base-extras--0.9.0.sql', 'notes.sql'];
  const old = ['pgpm-base--0.9.0.bundle.tar.gz', 'pgpm-base--0.9.0.sql'];
  workspace.write(Object.fromEntries([...kept, ...old].map((name) => [`libs/base/sql/${name}`, 'old'])));
  const fresh = ['pgpm-base--1.0.0.bundle.tar.gz', 'pgpm-base--1.0.0.sql'];
  const { changedFiles, deletedFiles } = await released({ 'libs/base': '1.0.0' });
  expect([changedFiles.sort(), deletedFiles.sort()]).toEqual([
    fresh.map((name) => `libs/base/sql/${name}`),
    old.map((name) => `libs/base/sql/${name}`),
  ]);
  expect(readdirSync(join(workspace.root, 'libs/base/sql')).sort()).toEqual([...kept, ...fresh].sort());
  expect(readFileSync(join(workspace.root, 'libs/base/sql/pgpm-base--1.0.0.sql'), 'utf8')).toContain(
    'create schema two;',
  );
});

test('a version that never reached package.json is not packaged', async () => {
  expect(await released({ 'libs/base': '1.1.0' })).toEqual({ changedFiles: [], deletedFiles: [] });
  expect(existsSync(join(workspace.root, 'libs/base/sql'))).toBe(false);
});

test('a failure says what remains', async () => {
  workspace.write({ 'libs/base/deploy/one.sql': '\\echo one\n' });
  await expect(released({ 'libs/base': '1.0.0' })).rejects.toThrow(
    /RELEASE_INCOMPLETE: pgpm-base .*not committed\n.*UNSUPPORTED_PSQL[^]*git restore/,
  );
});
