import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { entriesOf, pluginRoot, readManifest, sourceOf } from '../../test/support/manifest.js';

const migrations = entriesOf(readManifest('migrations.json').get('generators'));
const names = [...migrations.keys()];

test('each migration has a folder, and each folder is a migration', () => {
  const folders = readdirSync(join(pluginRoot, 'src/migrations'), { withFileTypes: true });
  expect(folders.flatMap((entry) => (entry.isDirectory() ? entry.name : [])).sort()).toEqual([...names].sort());
});

test('packages of one release are updated together', () => {
  const { packageGroup, migrations: file } = Object.fromEntries(
    entriesOf(readManifest('package.json').get('nx-migrations')),
  );
  expect(file).toBe('./migrations.json');
  const siblings = readdirSync(join(pluginRoot, '..')).map((folder) =>
    readManifest(`../${folder}/package.json`).get('name'),
  );
  expect(packageGroup).toEqual(siblings.filter((name) => name !== 'nx-pgpm').sort());
});

describe.each(names)('%s', (name) => {
  const migration = entriesOf(migrations.get(name));

  test('it runs for those who come from an older version, says what it does, and has a page', () => {
    expect(migration.get('version')).toMatch(/^\d+\.\d+\.\d+-beta\.\d+$/);
    expect(migration.get('description')).toMatch(/^[A-Z].*\.$/);
    expect(migration.get('implementation')).toBe(`./dist/migrations/${name}/migration`);
    const source = sourceOf(String(migration.get('implementation')));
    for (const ending of ['.ts', '.md', '.spec.ts'])
      expect([ending, existsSync(`${source}${ending}`)]).toEqual([ending, true]);
  });
});
