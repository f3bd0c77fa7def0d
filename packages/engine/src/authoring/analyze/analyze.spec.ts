import { memoryFiles, shop, shopFiles, shopModules } from '../../../test/support/memory-files.js';
import { analyze } from './index.js';

const sound: Readonly<Record<string, string | undefined>> = { ...shopFiles, 'modules/shop/sql/shop--1.0.0.sql': '' };
const planPath = 'modules/shop/pgpm.plan';
const plan = shopFiles[planPath] ?? '';

function codes(more: Readonly<Record<string, string | undefined>>): readonly string[] {
  const texts = Object.entries({ ...sound, ...more }).flatMap(([path, text]) =>
    text === undefined ? [] : [[path, text] as const],
  );
  const files = memoryFiles(Object.fromEntries(texts));
  return analyze({ files, module: shop, modules: shopModules }).map(({ code }) => code);
}

test('a sound module has no findings', () => expect(codes({})).toEqual([]));

const dir = 'modules/shop';
test.each<[string, Record<string, string | undefined>]>([
  ['missing_plan', { [planPath]: undefined }],
  ['missing_package_json', { [`${dir}/package.json`]: undefined }],
  ['missing_makefile', { [`${dir}/Makefile`]: undefined }],
  ['missing_control', { [`${dir}/shop.control`]: undefined }],
  ['missing_sql', { [`${dir}/sql/shop--1.0.0.sql`]: undefined }],
  ['missing_deploy_dir', { [`${dir}/deploy/books.sql`]: undefined, [`${dir}/deploy/sales/orders.sql`]: undefined }],
  ['missing_revert_dir', { [`${dir}/revert/books.sql`]: undefined, [`${dir}/revert/sales/orders.sql`]: undefined }],
  ['missing_verify_dir', { [`${dir}/verify/books.sql`]: undefined, [`${dir}/verify/sales/orders.sql`]: undefined }],
  ['plan_missing_project', { [planPath]: plan.replace('%project=shop\n', '') }],
  ['plan_project_mismatch', { [planPath]: plan.replace('%project=shop', '%project=store') }],
  ['plan_uri_mismatch', { [planPath]: plan.replace('%uri=shop', '%uri=store') }],
  ['plan_parse_error', { [planPath]: `${plan}a b c\n` }],
  ['makefile_missing_extension', { [`${dir}/Makefile`]: 'DATA = sql/shop--1.0.0.sql\n' }],
  ['makefile_missing_data', { [`${dir}/Makefile`]: 'EXTENSION = shop\n' }],
  ['makefile_extension_mismatch', { [`${dir}/Makefile`]: 'EXTENSION = store\nDATA = sql/shop--1.0.0.sql\n' }],
  ['makefile_data_mismatch', { [`${dir}/Makefile`]: 'EXTENSION = shop\nDATA = sql/shop--0.9.0.sql\n' }],
  [
    'control_filename_mismatch',
    { [`${dir}/shop.control`]: undefined, [`${dir}/store.control`]: sound['modules/shop/shop.control'] },
  ],
  ['missing-file', { [`${dir}/deploy/books.sql`]: undefined }],
  ['identity-mismatch', { [`${dir}/verify/books.sql`]: '-- Verify shop:boks on pg\n\nselect 1;\n' }],
  ['requires-drift', { [`${dir}/deploy/sales/orders.sql`]: '-- requires: base:@v1\nselect 1;\n' }],
  ['requires-drift', { [planPath]: plan.replace('[base:roles]', '[base:roles !base:@v1]') }],
  ['requires-drift', { [`${dir}/deploy/books.sql`]: '-- requires: base:roles\n-- conflicts: base:@v1\nselect 1;\n' }],
  ['version_skew', { [`${dir}/shop.control`]: "default_version = '0.9.0'\nrequires = 'base'\n" }],
  ['orphan_script', { [`${dir}/deploy/other.sql`]: 'select 1;\n' }],
  ['missing_revert', { [`${dir}/revert/books.sql`]: undefined }],
  ['missing_revert', { [`${dir}/revert/books.sql`]: '-- Revert books\n\n-- nothing yet\n' }],
  ['missing_verify', { [`${dir}/verify/books.sql`]: '' }],
  ['undeclared_module', { [`${dir}/shop.control`]: "default_version = '1.0.0'\n" }],
  ['unused_requires', { [planPath]: plan.replace('[base:roles] ', '').replace(' base:@v1', '') }],
  ['npm_requires_mismatch', { [`${dir}/package.json`]: '{ "version": "1.0.0" }' }],
  ['crlf_hash_risk', { '.gitattributes': '*.png binary\n' }],
  ['crlf_hash_risk', { [`${dir}/deploy/books.sql`]: 'select 1;\r\n' }],
  ['non_portable_feature', { [planPath]: plan.replace('[base:roles]', '[base:roles !@v1]') }],
  [
    'DEPENDENCY_ORDER',
    { [planPath]: plan.replace('[books base:@v1]', '').replace('[base:roles]', '[base:roles sales/orders]') },
  ],
  ['UNSUPPORTED_PSQL', { [`${dir}/deploy/books.sql`]: '\\i other.sql\n' }],
  ['FILE_IGNORED', { [`${dir}/pgpm.extensions.json`]: '{}' }],
  ['CONFIG_PARSE_ERROR', { [`${dir}/package.json`]: '{' }],
])('finds %s', (code, more) => expect(codes(more)).toContain(code));

test('a script that says it cannot be undone needs no statement', () => {
  expect(codes({ [`${dir}/revert/books.sql`]: '-- pgpm: irreversible\n' })).toEqual([]);
});

test('a module whose objects a script uses is required with good reason', () => {
  const unused = { [planPath]: plan.replace('[base:roles] ', '').replace(' base:@v1', '') };
  const checks = 'modules/base/pgpm.plan';
  const withCheck = { [checks]: `${shopFiles[checks] ?? ''}procedures/verify_table\n` };
  const verify = { [`${dir}/verify/books.sql`]: "-- Verify shop:books on pg\n\nselect verify_table('books');\n" };
  expect(codes({ ...unused, ...withCheck })).toContain('unused_requires');
  expect(codes({ ...unused, ...verify })).toContain('unused_requires');
  expect(codes({ ...unused, ...withCheck, ...verify })).not.toContain('unused_requires');
});

test('build metadata of a version is in package.json alone', () => {
  const packageJson = shopFiles[`${dir}/package.json`]?.replace('"1.0.0"', '"1.0.0+5"');
  expect(codes({ [`${dir}/package.json`]: packageJson })).toEqual([]);
});

test('what is wrong with a header has its line, and what to write there', () => {
  const script = '\n-- Deploy store:boks to pg\n-- requires: base:roles\nselect 1;\n-- requires: base:@v1\n';
  const file = `${dir}/deploy/books.sql`;
  const findings = analyze({ files: memoryFiles({ ...sound, [file]: script }), module: shop, modules: shopModules });
  const hint = 'write shop:books there, or give the script to the change that it names';
  expect(findings).toMatchObject([
    { code: 'identity-mismatch', change: 'books', file, line: 2, hint },
    { code: 'identity-mismatch', change: 'books', file, line: 2, hint },
    { code: 'HEADER_REQUIRES_IN_BODY', change: 'books', file, line: 5 },
  ]);
});

test('a conflict that only the header has is named', () => {
  const script = '-- requires: base:roles\n-- conflicts: shop:sales/old\nselect 1;\n';
  const files = memoryFiles({ ...sound, [`${dir}/deploy/books.sql`]: script });
  const drift = analyze({ files, module: shop, modules: shopModules }).find(({ code }) => code === 'requires-drift');
  expect(drift).toMatchObject({ message: 'only the header conflicts with sales/old', hint: 'run: pgpm plan' });
});

test('a header that requires what is of another module is not to be cured by a new plan', () => {
  const script = (requires: string) => ({
    [`${dir}/deploy/sales/orders.sql`]: `-- requires: ${requires}\nselect 1;\n`,
  });
  const hint = (requires: string): string | undefined =>
    analyze({
      files: memoryFiles({ ...shopFiles, ...script(requires) }),
      module: shop,
      modules: shopModules,
    }).find(({ code }) => code === 'requires-drift')?.hint;
  expect(hint('roles')).toContain('module:change');
  expect(hint('books\n-- requires: @v9')).toBe('run: pgpm plan');
});
