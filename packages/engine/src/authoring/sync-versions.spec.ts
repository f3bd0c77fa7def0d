import { memoryFiles, outcome, shop, shopFiles } from '../../test/support/memory-files.js';
import { thrown } from '../../test/support/thrown.js';
import { syncVersions } from './sync-versions.js';

function sync(version: string, more: Readonly<Record<string, string>> = {}) {
  const packageJson = `{ "name": "@app/shop", "version": "${version}" }`;
  const files = memoryFiles({ ...shopFiles, 'modules/shop/package.json': packageJson, ...more });
  const { edits, warnings } = syncVersions({ files, module: shop });
  return { edits: outcome(edits), paths: warnings.map(({ code, place }) => `${code} ${place?.file ?? ''}`) };
}

test('versions that agree stay', () => {
  expect(sync('1.0.0', { 'modules/shop/sql/shop--1.0.0.sql': '' })).toEqual({ edits: {}, paths: [] });
});

test('control file and Makefile follow package.json, pre-release versions included', () => {
  const makefile = 'EXTENSION = shop\nDATA = sql/shop--1.0.0-rc.1.sql sql/shop--0.9--1.0.0.sql extra.sql\n';
  const { edits, paths } = sync('2.0.0-beta.3+x', { 'modules/shop/Makefile': makefile });
  expect(edits['modules/shop/shop.control']).toContain("default_version = '2.0.0-beta.3'\n");
  expect(edits['modules/shop/Makefile']).toBe(
    'EXTENSION = shop\nDATA = sql/shop--2.0.0-beta.3.sql sql/shop--0.9--1.0.0.sql extra.sql\n',
  );
  expect(paths).toEqual(['VERSION_SKEW modules/shop/shop.control', 'VERSION_SKEW modules/shop/Makefile']);
});

test('packaged SQL of another version is told, and left to package', () => {
  const { edits, paths } = sync('1.0.0', { 'modules/shop/sql/shop--0.9.0.sql': '' });
  expect({ edits, paths }).toEqual({ edits: {}, paths: ['VERSION_SKEW modules/shop/sql'] });
});

test('a version that is none is refused', () => {
  expect(thrown(() => sync('one')).code).toBe('VERSION_INVALID');
});
