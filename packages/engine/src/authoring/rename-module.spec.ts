import { base, memoryFiles, outcome, shop, shopFiles, shopModules } from '../../test/support/memory-files.js';
import { thrown } from '../../test/support/thrown.js';
import { renameModule } from './rename-module.js';

const files = memoryFiles({
  ...shopFiles,
  'modules/shop/sql/shop--1.0.0.sql': '\\echo Use "CREATE EXTENSION shop" to load this file. \\quit\nselect 1;\n',
  'modules/shop/sql/shop--0.9.0--1.0.0.sql': 'select 2;\n',
});
const rename = (to: string, module: typeof shop | typeof base = shop, npmName?: string) =>
  renameModule({ files, module, modules: shopModules, to, npmName });

test('renames plan, control file, Makefile, packaged SQL and headers', () => {
  const edits = outcome(rename('market', shop, '@app/market').edits);
  expect(edits['modules/shop/pgpm.plan']).toBe(
    shopFiles['modules/shop/pgpm.plan']?.replace('%project=shop\n%uri=shop', '%project=market\n%uri=market'),
  );
  expect(edits['modules/shop/market.control']).toBe(
    "# market extension\ncomment = 'market extension'\ndefault_version = '1.0.0'\n" +
      "module_pathname = '$libdir/market'\nrequires = 'base'\n",
  );
  expect(edits['modules/shop/Makefile']).toBe(
    'EXTENSION = market\nDATA = sql/market--1.0.0.sql\n\nPG_CONFIG = pg_config\n',
  );
  expect(edits['modules/shop/package.json']).toContain('"name": "@app/market"');
  expect(edits['modules/shop/sql/market--1.0.0.sql']).toContain('CREATE EXTENSION market"');
  expect(edits['modules/shop/sql/market--0.9.0--1.0.0.sql']).toBe('select 2;\n');
  expect(edits['modules/shop/deploy/books.sql']).toContain('-- Deploy market:books to pg');
  const gone = Object.entries(edits).flatMap(([path, text]) => (text === undefined ? [path] : []));
  expect(gone).toEqual([
    'modules/shop/shop.control',
    'modules/shop/sql/shop--0.9.0--1.0.0.sql',
    'modules/shop/sql/shop--1.0.0.sql',
  ]);
});

test('what other modules say follows', () => {
  const edits = outcome(rename('ground', base).edits);
  expect(edits['modules/shop/pgpm.plan']).toContain('books [ground:roles] ');
  expect(edits['modules/shop/pgpm.plan']).toContain('sales/orders [books ground:@v1] ');
  expect(edits['modules/shop/deploy/books.sql']).toContain('-- requires: ground:roles\n');
  expect(edits['modules/shop/shop.control']).toContain("requires = 'ground'");
  expect(edits['modules/shop/package.json']).toBeUndefined();
});

test.each([
  ['a name that is taken', 'base', 'MODULE_EXISTS'],
  ['blanks', 'a b', 'INVALID_NAME'],
  ['upper case', 'Shop', 'INVALID_NAME'],
  ['a digit first', '1shop', 'INVALID_NAME'],
])('refuses %s', (_, to, code) => expect(thrown(() => rename(to)).code).toBe(code));

test('an npm name that another module has is refused', () => {
  expect(thrown(() => rename('market', shop, '@app/base'))).toMatchObject({
    code: 'MODULE_EXISTS',
    fields: { name: '@app/base', path: 'modules/base' },
  });
});

test('what is published, the bundle and the title of the README follow', () => {
  const packageJson =
    '{ "name": "@app/shop", "files": ["pgpm.plan", "./shop.control", "sql/shop--1.0.0.sql", "deploy"] }\n';
  const published = memoryFiles({
    ...shopFiles,
    'modules/shop/package.json': packageJson,
    'modules/shop/README.md': '# shop\r\n\r\nThe # shop of shops\r\n',
    'modules/shop/sql/shop--1.0.0.bundle.tar.gz': 'bytes',
  });
  const { edits } = renameModule({ files: published, module: shop, modules: shopModules, to: 'market' });
  const texts = outcome(edits);
  expect(texts['modules/shop/package.json']).toBe(
    '{ "name": "@app/shop", "files": ["pgpm.plan", "./market.control", "sql/market--1.0.0.sql", "deploy"] }\n',
  );
  expect(texts['modules/shop/README.md']).toBe('# market\r\n\r\nThe # shop of shops\r\n');
  expect(edits).toContainEqual({
    path: 'modules/shop/sql/shop--1.0.0.bundle.tar.gz',
    movedTo: 'modules/shop/sql/market--1.0.0.bundle.tar.gz',
  });
});

test('a README with a title of its own stays', () => {
  const titled = memoryFiles({ ...shopFiles, 'modules/shop/README.md': '# shop and more\n' });
  const { edits } = renameModule({ files: titled, module: shop, modules: shopModules, to: 'market' });
  expect(outcome(edits)).not.toHaveProperty(['modules/shop/README.md']);
});

test('whoever depends on the npm name depends on the new one', () => {
  const dependants = memoryFiles({
    ...shopFiles,
    'package.json': '{ "devDependencies": { "a": "1.0.0", "@app/base": "workspace:*", "b": "1.0.0" } }\n',
  });
  const edits = outcome(
    renameModule({ files: dependants, module: base, modules: shopModules, to: 'ground', npmName: '@app/ground' }).edits,
  );
  expect(edits['modules/shop/package.json']).toBe(
    shopFiles['modules/shop/package.json']?.replace('@app/base', '@app/ground'),
  );
  expect(edits['package.json']).toBe(
    '{ "devDependencies": { "a": "1.0.0", "@app/ground": "workspace:*", "b": "1.0.0" } }\n',
  );
});
