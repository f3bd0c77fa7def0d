import { chmodSync, existsSync, lstatSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { findModule, openWorkspace, packageModule } from '../index.js';
import { table, TemporaryWorkspace } from '../../test/support/workspace.js';

const makefile = (version: string): string =>
  `EXTENSION = shop\nDATA = sql/shop--${version}.sql sql/shop--0.9.0--1.0.0.sql\n\ninclude $(PGXS)\n`;

/** Packages a module whose Makefile and control file say these versions; returns both files as they are then. */
async function filesAfter(versions: {
  makefile: string;
  control: string;
}): Promise<{ makefile: string; control: string }> {
  const workspace = new TemporaryWorkspace({ shop: { plan: ['a'], scripts: { a: table('a') } } });
  const read = (name: string): string => readFileSync(join(workspace.root, 'modules/shop', name), 'utf8');
  try {
    workspace.write('modules/shop/Makefile', makefile(versions.makefile));
    workspace.write('modules/shop/shop.control', `default_version = '${versions.control}'\n\n# end\n`);
    await packageModule({ module: findModule(openWorkspace(workspace.root), 'shop'), root: workspace.root });
    return { makefile: read('Makefile'), control: read('shop.control') };
  } finally {
    workspace.remove();
  }
}

test.each(['1.0.0', '0.9.0', '1.0.0-rc.1'])(
  'the version of package.json replaces %s, and nothing else',
  async (old) => {
    expect(await filesAfter({ makefile: old, control: old })).toEqual({
      makefile: makefile('1.0.0'),
      control: `default_version = '1.0.0'\n\n# end\n`,
    });
  },
);

test('a dry run finds every problem, and writes nothing', async () => {
  const workspace = new TemporaryWorkspace({ shop: { plan: ['a'], scripts: { a: table('a') } } });
  try {
    workspace.write('modules/shop/shop.control', `default_version = '0.9.0'\n`);
    const pack = () =>
      packageModule({
        module: findModule(openWorkspace(workspace.root), 'shop'),
        root: workspace.root,
        dryRun: true,
      });
    const { files, summary } = await pack();
    expect(files.map((file) => basename(file))).toEqual(['shop--1.0.0.sql', 'shop--1.0.0.bundle.tar.gz']);
    expect(summary).toBe('would package shop 1.0.0: 1 change in shop--1.0.0.sql');
    expect(files.filter((file) => existsSync(file))).toEqual([]);
    expect(readFileSync(join(workspace.root, 'modules/shop/shop.control'), 'utf8')).toContain('0.9.0');
    workspace.write('modules/shop/deploy/a.sql', '\\echo hello\n');
    await expect(pack()).rejects.toMatchObject({ code: 'UNSUPPORTED_PSQL', module: 'shop', change: 'a' });
  } finally {
    workspace.remove();
  }
});

test('no link leads out of the workspace', async () => {
  const workspace = new TemporaryWorkspace({ shop: { plan: ['a'], scripts: { a: table('a') } } });
  const outside = new TemporaryWorkspace({});
  const path = (name: string): string => join(workspace.root, 'modules/shop', name);
  const packaging = () =>
    packageModule({ module: findModule(openWorkspace(workspace.root), 'shop'), root: workspace.root });
  try {
    outside.write('victim', makefile('0.9.0'));
    const victim = join(outside.root, 'victim');
    symlinkSync(victim, path('Makefile'));
    await expect(packaging()).rejects.toMatchObject({ code: 'PATH_OUTSIDE_WORKSPACE' });
    expect(existsSync(path('sql'))).toBe(false);
    rmSync(path('Makefile'));
    workspace.write('modules/shop/sql/.keep', '');
    symlinkSync(victim, path('sql/shop--1.0.0.sql'));
    await packaging();
    expect(readFileSync(victim, 'utf8')).toBe(makefile('0.9.0'));
    expect(readFileSync(path('sql/shop--1.0.0.sql'), 'utf8')).toContain('create table');
  } finally {
    workspace.remove();
    outside.remove();
  }
});

test('links are written through, and the mode of a file stays', async () => {
  const workspace = new TemporaryWorkspace({ shop: { plan: ['a'], scripts: { a: table('a') } } });
  const path = (name: string): string => join(workspace.root, 'modules/shop', name);
  try {
    workspace.write('modules/shop/Makefile', makefile('0.9.0'));
    workspace.write('shared/shop.ctl', `default_version = '0.9.0'\n`);
    rmSync(path('shop.control'), { force: true });
    symlinkSync('../../shared/shop.ctl', path('shop.control'));
    chmodSync(path('Makefile'), 0o600);
    await packageModule({ module: findModule(openWorkspace(workspace.root), 'shop'), root: workspace.root });
    expect(readFileSync(join(workspace.root, 'shared/shop.ctl'), 'utf8')).toBe(`default_version = '1.0.0'\n`);
    expect([lstatSync(path('shop.control')).isSymbolicLink(), statSync(path('Makefile')).mode & 0o777]).toEqual([
      true,
      0o600,
    ]);
  } finally {
    workspace.remove();
  }
});

test('what an extension cannot do is told, each with its place', async () => {
  const scripts = {
    a: { deploy: '\ncreate extension if not exists citext;\ncreate extension "uuid-ossp";\n' },
    b: { deploy: '-- Deploy shop:b to pg\n-- pgpm: no-transaction\n\ncreate index concurrently i on t (a);\n' },
    c: { deploy: '-- Deploy shop:c to pg\n-- pgpm: no-transaction\n\nselect 1;\n' },
    d: { deploy: "-- @extowner@\nselect 1;\nselect $$\n @extschema@, @extschema:b@$$,\n 'MODULE_PATHNAME';\n" },
  };
  const workspace = new TemporaryWorkspace({ shop: { plan: ['a', 'b', 'c', 'd'], scripts } });
  try {
    workspace.write('modules/shop/shop.control', `default_version = '1.0.0'\nrequires = 'uuid-ossp'\n`);
    const module = findModule(openWorkspace(workspace.root), 'shop');
    const { warnings } = await packageModule({ module, root: workspace.root });
    expect(
      warnings.map(({ code, severity, change, place, fields }) => [code, severity, change, place?.line, fields]),
    ).toEqual([
      ['NOT_IN_EXTENSION', 'warning', 'a', 2, expect.objectContaining({ statement: 'create extension citext' })],
      ['NOT_IN_EXTENSION', 'warning', 'b', 4, expect.objectContaining({ statement: 'CREATE INDEX CONCURRENTLY' })],
      ['NOT_IN_EXTENSION', 'warning', 'c', 1, expect.objectContaining({ statement: '-- pgpm: no-transaction' })],
      ['NOT_IN_EXTENSION', 'warning', 'd', 4, expect.objectContaining({ statement: '@extschema@' })],
      ['NOT_IN_EXTENSION', 'warning', 'd', 4, expect.objectContaining({ statement: '@extschema:b@' })],
      ['NOT_IN_EXTENSION', 'warning', 'd', 5, expect.objectContaining({ statement: 'MODULE_PATHNAME' })],
    ]);
  } finally {
    workspace.remove();
  }
});
