import type { FileEdit, Files } from '../../src/authoring/files.js';

/** Files as a value. */
export function memoryFiles(texts: Readonly<Record<string, string>>): Files {
  return {
    read: (path) => texts[path],
    list: (folder) =>
      Object.keys(texts)
        .filter((path) => folder === '.' || path.startsWith(`${folder}/`))
        .sort(),
  };
}

/** What edits leave: path to text, `undefined` for a deleted or moved file. */
export function outcome(edits: readonly FileEdit[]): Record<string, string | undefined> {
  return Object.fromEntries(edits.map((edit) => [edit.path, 'after' in edit ? edit.after : undefined]));
}

/** The files of two modules; `shop` requires `base`. */
export const shopFiles: Readonly<Record<string, string>> = {
  'pgpm.json': '{ "packages": ["modules/*"] }\n',
  '.gitattributes': '*.sql text eol=lf\n',
  'modules/base/pgpm.plan': [
    '%syntax-version=1.0.0',
    '%project=base',
    '%uri=base',
    '',
    'roles 2026-01-01T00:00:00Z Ada <ada@example.org> # who may do what',
    '@v1 2026-01-01T00:00:00Z Ada <ada@example.org>',
    '',
  ].join('\n'),
  'modules/base/base.control': "default_version = '1.0.0'\n",
  'modules/base/package.json': '{\n  "name": "@app/base",\n  "version": "1.0.0"\n}\n',
  'modules/base/deploy/roles.sql': '-- Deploy base:roles to pg\n\nselect 1;\n',
  'modules/shop/pgpm.plan': [
    '%syntax-version=1.0.0',
    '%project=shop',
    '%uri=shop',
    '',
    '# what is sold',
    'books [base:roles] 2026-01-01T00:00:00Z Ada <ada@example.org>',
    'sales/orders [books base:@v1] 2026-01-02T00:00:00Z Ada <ada@example.org> # who bought it',
    '@v1 2026-01-03T00:00:00Z Ada <ada@example.org>',
    '',
  ].join('\n'),
  'modules/shop/shop.control':
    "# shop extension\ncomment = 'shop extension'\ndefault_version = '1.0.0'\nmodule_pathname = '$libdir/shop'\nrequires = 'base'\n",
  'modules/shop/package.json':
    '{\n  "name": "@app/shop",\n  "version": "1.0.0",\n  "dependencies": {\n    "@app/base": "workspace:*",\n    "left": "1.0.0"\n  }\n}\n',
  'modules/shop/Makefile': 'EXTENSION = shop\nDATA = sql/shop--1.0.0.sql\n\nPG_CONFIG = pg_config\n',
  'modules/shop/deploy/books.sql': '-- Deploy shop:books to pg\n-- requires: base:roles\n\nselect 1;\n',
  'modules/shop/revert/books.sql': '-- Revert shop:books from pg\n\nselect 1;\n',
  'modules/shop/verify/books.sql': '-- Verify shop:books on pg\n\nselect 1;\n',
  'modules/shop/deploy/sales/orders.sql':
    '-- Deploy shop:sales/orders to pg\n-- requires: books\n-- requires: base:@v1\n\nselect 1; -- requires: books\n',
  'modules/shop/revert/sales/orders.sql': '-- Revert sales/orders\n\nselect 1;\n',
  'modules/shop/verify/sales/orders.sql': '-- Verify sales/orders\n\nselect 1;\n',
};

export const shopModules = [
  { name: 'base', path: 'modules/base', npmName: '@app/base', source: 'workspace', version: '1.0.0' },
  { name: 'shop', path: 'modules/shop', npmName: '@app/shop', source: 'workspace', version: '1.0.0' },
] as const;

export const [base, shop] = shopModules;

export const ada = { timestamp: '2026-02-03T04:05:06Z', planner: 'Ada', email: 'ada@example.org' };
