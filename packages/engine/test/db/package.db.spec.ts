import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { findModule, openWorkspace, packageModule } from '../../src/index.js';
import { Harness } from '../support/harness.js';
import { table, type ModuleFiles } from '../support/workspace.js';

const harness = new Harness();

const modules: Readonly<Record<string, ModuleFiles>> = {
  shop: {
    plan: ['schema', 'a [schema]', 'f [a]', 'after'],
    requires: ['citext'],
    scripts: {
      schema: {
        deploy:
          '-- Deploy shop:schema to pg\n\nBEGIN;\ncreate schema shop;\nCREATE EXTENSION IF NOT EXISTS citext;\nCOMMIT;\n',
      },
      a: { deploy: 'set search_path = shop;\ncreate table a (id int primary key, note text)' },
      f: { deploy: 'create function shop.f() returns int begin atomic select 1; select 2; end;\n-- é 😀' },
      after: table('after'),
    },
  },
};

/** Names and definitions of everything that is not the server's or the registry's own. */
async function catalog(): Promise<readonly unknown[]> {
  return harness.database.column(`
    with own as (select oid, nspname from pg_namespace where nspname in ('public', 'shop'))
    select format('%s.%s %s', nspname, relname, relkind) from pg_class join own on own.oid = relnamespace
    union all
    select format('%s.%s %s', nspname, proname, pg_get_functiondef(p.oid)) from pg_proc as p
    join own on own.oid = pronamespace where not exists (select from pg_depend as d where d.objid = p.oid and d.deptype = 'e' and d.refobjid in (select oid from pg_extension where extname = 'citext'))
      and prokind = 'f'
    union all
    select format('%s.%s %s %s', attrelid::regclass, attname, format_type(atttypid, atttypmod), attnotnull)
    from pg_attribute join pg_class as c on c.oid = attrelid join own on own.oid = c.relnamespace
    where attnum > 0 and relkind = 'r'
    order by 1`);
}

async function packaged(): Promise<{ readonly sql: string; readonly files: readonly string[]; readonly root: string }> {
  const { root } = harness.workspace(modules);
  const workspace = openWorkspace(root);
  const { files } = await packageModule({ module: findModule(workspace, 'shop'), root });
  return { sql: readFileSync(files[0] ?? '', 'utf8'), files, root };
}

test('the file gives the same catalog as a deploy', async () => {
  await harness.deploy(harness.workspace(modules));
  const deployed = await catalog();
  expect(deployed.length).toBeGreaterThan(4);

  const { client } = harness.database;
  await client.query('drop schema shop cascade; drop table public.after; drop schema pgpm_migrate cascade');
  const { sql } = await packaged();
  const [guard = '', ...rest] = sql.split('\n');
  expect(guard).toBe('\\echo Use "CREATE EXTENSION shop" to load this file. \\quit');
  await client.query(rest.join('\n'));
  expect(await catalog()).toEqual(deployed);
});

test('the server loads it as an extension', async () => {
  const { sql, root } = await packaged();
  const { client } = harness.database;
  const { rows } = await client.query<{ version: number }>(
    `select current_setting('server_version_num')::int as version`,
  );
  if ((rows[0]?.version ?? 0) < 180_000) {
    // Older servers read extensions only from their own folders: run the file as they would.
    await client.query('create extension citext');
    await client.query(sql.slice(sql.indexOf('\n')));
  } else {
    const path = mkdtempSync(join(tmpdir(), 'pgpm-extension-'));
    mkdirSync(join(path, 'extension'));
    writeFileSync(join(path, 'extension/shop--1.0.0.sql'), sql);
    writeFileSync(join(path, 'extension/shop.control'), readFileSync(join(root, 'modules/shop/shop.control')));
    // The server runs as somebody else.
    for (const folder of [path, join(path, 'extension')]) chmodSync(folder, 0o755);
    try {
      await client.query(`set extension_control_path = '${path}:$system'`);
      await client.query('create extension shop cascade');
    } finally {
      rmSync(path, { recursive: true });
    }
  }
  expect(await harness.database.column('select shop.f()')).toEqual([2]);
});

test('built twice, the bytes are the same, and digests hold', async () => {
  const first = await packaged();
  const second = await packaged();
  expect(first.files.map((file) => readFileSync(file))).toEqual(second.files.map((file) => readFileSync(file)));
  const tar = gunzipSync(readFileSync(first.files[1] ?? ''));
  const size = Number.parseInt(tar.toString('ascii', 124, 135), 8);
  expect(tar.toString('ascii', 0, 16)).toBe('pgpm-bundle.json');
  const bundle: unknown = JSON.parse(tar.toString('utf8', 512, 512 + size));
  const deploy = { sql: modules['shop']?.scripts['f']?.deploy ?? '' };
  const digest = createHash('sha256').update(deploy.sql).digest('hex');
  expect(bundle).toMatchObject({
    manifest: { name: 'shop', changeCount: 4, deployOrder: ['schema', 'a', 'f', 'after'] },
    changes: [{ name: 'schema', revert: null }, { dependencies: ['schema'] }, { deploy: { ...deploy, digest } }, {}],
  });
});
