import { problemsOf } from '../errors/index.js';
import { memoryFiles, outcome, shopFiles, shopModules } from '../../test/support/memory-files.js';
import { thrown } from '../../test/support/thrown.js';
import { analyze } from './analyze/index.js';
import { initModule } from './init-module.js';
import { initWorkspace } from './init-workspace.js';

type Options = Partial<Parameters<typeof initModule>[0]>;
const files = memoryFiles(shopFiles);
const init = (options: Options = {}) =>
  initModule({ files, modules: shopModules, name: 'ledger', path: 'modules/ledger', ...options });

describe('a module', () => {
  test('has all its files', () => {
    const edits = outcome(
      init({ npmName: '@app/ledger', description: "Ada's book", requires: ['citext', 'base'] }).edits,
    );
    expect(edits).toEqual({
      'modules/ledger/pgpm.plan': '%syntax-version=1.0.0\n%project=ledger\n%uri=ledger\n\n',
      'modules/ledger/ledger.control':
        "# ledger extension\ncomment = 'Ada''s book'\ndefault_version = '0.1.0'\nmodule_pathname = '$libdir/ledger'\n" +
        "requires = 'citext,base'\nrelocatable = false\nsuperuser = false\n",
      'modules/ledger/package.json': expect.stringContaining('"@app/base": "workspace:*"') as string,
      'modules/ledger/Makefile': expect.stringContaining('DATA = sql/ledger--0.1.0.sql\n') as string,
      'modules/ledger/README.md': "# ledger\n\nAda's book\n",
    });
  });

  test('has nothing to be told about but what has to be written', () => {
    const made = memoryFiles({ ...shopFiles, ...(outcome(init().edits) as Record<string, string>) });
    const module = { name: 'ledger', path: 'modules/ledger', npmName: undefined };
    const codes = analyze({ files: made, module, modules: shopModules }).map(({ code }) => code);
    expect(codes).toEqual(['missing_deploy_dir', 'missing_revert_dir', 'missing_verify_dir', 'missing_sql']);
  });

  test('has a version without build metadata in the names of its files', () => {
    const edits = outcome(init({ version: '1.0.0+5' }).edits);
    expect(edits['modules/ledger/package.json']).toContain('"version": "1.0.0+5"');
    expect(edits['modules/ledger/ledger.control']).toContain("default_version = '1.0.0'\n");
    expect(edits['modules/ledger/Makefile']).toContain('ledger--1.0.0.sql\n');
  });

  test('is added to the configuration where no glob means its folder', () => {
    expect(outcome(init().edits)['pgpm.json']).toBeUndefined();
    expect(outcome(init({ path: 'libs/ledger' }).edits)['pgpm.json']).toBe(
      '{ "packages": ["modules/*", "libs/ledger"] }\n',
    );
  });

  test('is told about where a pgpm.config.js does not mean its folder', () => {
    const warnings = (path: string) => init({ globs: ['modules/*'], path }).warnings;
    expect(warnings('modules/ledger')).toEqual([]);
    expect(warnings('other/ledger')).toMatchObject([
      { code: 'MODULE_NOT_FOUND', severity: 'warning', hint: 'add "other/ledger" to "packages" of pgpm.config.js' },
    ]);
  });

  test('keeps a README that is there', () => {
    const present = memoryFiles({ ...shopFiles, 'modules/ledger/README.md': 'months of notes\n' });
    expect(outcome(init({ files: present }).edits)).not.toHaveProperty(['modules/ledger/README.md']);
  });

  test.each([
    ['a name that is taken', { name: 'shop' }, ['MODULE_EXISTS']],
    ['a name that is none', { name: 'a b' }, ['INVALID_NAME']],
    ['a name that PostgreSQL refuses', { name: 'a--b' }, ['INVALID_NAME']],
    ['a name that is too long', { name: 'a'.repeat(64) }, ['INVALID_NAME']],
    ['a name that npm refuses', { npmName: 'Ledger' }, ['INVALID_NAME']],
    ['an npm name that is taken', { npmName: '@app/shop' }, ['MODULE_EXISTS']],
    ['a version that is none', { version: 'one' }, ['VERSION_INVALID']],
    ['a folder of packages from npm', { name: 'node_modules', path: 'modules/node_modules' }, ['INVALID_NAME']],
    ['a folder of what is built', { path: 'dist/ledger' }, ['INVALID_NAME']],
    ['a hidden folder', { path: 'modules/.ledger' }, ['INVALID_NAME']],
    ['a folder inside of a module', { path: 'modules/shop/inner' }, ['INSIDE_MODULE']],
    ['a folder outside of the workspace', { path: '../ledger' }, ['PATH_OUTSIDE_WORKSPACE']],
    ['an absolute folder', { path: '/ledger' }, ['PATH_OUTSIDE_WORKSPACE']],
    ['the folder of another module', { path: 'modules/shop' }, ['MODULE_EXISTS', 'MODULE_EXISTS', 'MODULE_EXISTS']],
  ])('is refused: %s', (_, options, codes) => {
    expect(problemsOf(thrown(() => init(options))).map(({ code }) => code)).toEqual(codes);
  });
});

describe('a workspace', () => {
  test('has what pgpm and git need', () => {
    expect(outcome(initWorkspace({ files: memoryFiles({}), name: 'app' }).edits)).toEqual({
      'pgpm.json': '{\n  "packages": [\n    "packages/*"\n  ]\n}\n',
      'package.json': '{\n  "name": "app",\n  "version": "0.0.0",\n  "private": true\n}\n',
      '.gitattributes': '*.sql text eol=lf\n',
      '.gitignore': 'node_modules/\n.pgpm/\n',
    });
  });

  test('keeps what is there', () => {
    const present = memoryFiles({
      'package.json': '{}',
      '.gitignore': 'dist\nnode_modules/',
      '.gitattributes': '* text\n',
    });
    expect(outcome(initWorkspace({ files: present, name: 'app', packages: ['db/*'] }).edits)).toEqual({
      'pgpm.json': '{\n  "packages": [\n    "db/*"\n  ]\n}\n',
      '.gitattributes': '* text\n*.sql text eol=lf\n',
      '.gitignore': 'dist\nnode_modules/\n.pgpm/\n',
    });
  });

  test('is not made twice', () => {
    expect(thrown(() => initWorkspace({ files, name: 'app' })).code).toBe('WORKSPACE_EXISTS');
  });
});
