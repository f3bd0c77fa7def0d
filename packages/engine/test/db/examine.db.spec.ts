import { examineDatabase, initRegistry, openWorkspace, type Examined } from '../../src/index.js';
import { failure } from '../support/errors.js';
import { Harness, shop } from '../support/harness.js';
import { table } from '../support/workspace.js';

const harness = new Harness();
const query = (sql: string) => harness.database.client.query(sql);

/** Name to state and message. */
async function examine(modules = shop, config = harness.database.config): Promise<Readonly<Record<string, Examined>>> {
  const workspace = openWorkspace(harness.workspace(modules).root);
  const examined = await examineDatabase({ workspace, database: config });
  return Object.fromEntries(examined.map((one) => [one.name, one]));
}

test('on a new database all is well', async () => {
  expect(await examine()).toMatchObject({
    server: { state: 'ok', message: expect.stringMatching(/^PostgreSQL \d+/) },
    privileges: { state: 'ok' },
    locale: { state: 'ok', message: expect.stringMatching(/^UTF8, /) },
    session: { state: 'ok' },
    registry: { state: 'ok', message: 'there is none yet; the first deploy makes it' },
    extensions: { state: 'ok', message: 'citext' },
    leftovers: { state: 'ok', message: 'none' },
  });
  expect(await harness.database.column(`select to_regnamespace('pgpm_migrate') is null`)).toEqual([true]);
});

test('the registry: complete, outdated, incomplete, of a newer engine', async () => {
  await harness.deploy(harness.workspace(shop));
  expect(await examine()).toMatchObject({ registry: { state: 'ok', message: '4 changes deployed' } });
  await query('drop table pgpm_migrate.x_runs');
  expect(await examine()).toMatchObject({ registry: { state: 'warning', hint: 'run: pgpm migrate upgrade' } });
  await query('drop table pgpm_migrate.dependencies');
  expect(await examine()).toMatchObject({
    registry: { state: 'failed', message: 'it lacks table dependencies', hint: 'run: pgpm migrate upgrade' },
  });
  await query(`update pgpm_migrate.x_meta set value = '99' where key = 'schema_version'`);
  expect(await failure(examine())).toMatchObject({ code: 'TRACKING_VERSION_NEWER' });
});

test('a role that may do nothing is told what it needs', async () => {
  await initRegistry({ database: harness.database.config });
  const role = `pgpm_Nobody_${harness.database.name.slice(-12)}`;
  await query(`create role "${role}" login password 'nobody'`);
  const modules = { ...shop, files: { plan: ['f'], requires: ['file_fdw'], scripts: { f: table('f') } } };
  try {
    const nobody = { ...harness.database.config, user: role, password: 'nobody' };
    expect(await examine(modules, nobody)).toMatchObject({
      privileges: { state: 'warning', hint: expect.stringContaining(`to "${role}"`) },
      registry: { state: 'failed', hint: `let its owner run: pgpm migrate init --grant-read ${role}` },
      extensions: { state: 'failed', hint: 'let a superuser run: create extension "file_fdw"' },
    });
    await query(`
      grant usage on schema pgpm_migrate to "${role}";
      grant select on all tables in schema pgpm_migrate to "${role}"`);
    expect(await examine(modules, nobody)).toMatchObject({
      registry: { state: 'failed', hint: expect.stringContaining(`in schema pgpm_migrate to "${role}"`) },
    });
  } finally {
    await query(`drop owned by "${role}"; drop role "${role}"`);
  }
});

test('a registry with code of another role', async () => {
  const role = `pgpm_Owner_${harness.database.name.slice(-12)}`;
  await initRegistry({ database: harness.database.config });
  await query(`
    create role "${role}";
    create function public.spy() returns trigger language plpgsql as 'begin return new; end';
    create trigger spy before insert on pgpm_migrate.events execute function public.spy();
    alter table pgpm_migrate.events owner to "${role}"`);
  expect(await examine()).toMatchObject({
    registry: { state: 'failed', message: expect.stringContaining('trigger spy of events') },
  });
  await query(`drop owned by "${role}" cascade; drop role "${role}"`);
});

test('an extension that the server does not have, and who needs it', async () => {
  const modules = { ...shop, odd: { plan: ['o'], requires: ['no_such_extension'], scripts: { o: table('o') } } };
  expect(await examine(modules)).toMatchObject({
    extensions: { state: 'failed', message: 'the server has no no_such_extension (odd)' },
  });
});

test('what runs that died left behind', async () => {
  await harness.deploy(harness.workspace(shop));
  await query(`
    create table twice (n int); insert into twice values (1), (1);
    insert into pgpm_migrate.x_runs (operation, state, modules) values ('deploy', 'running', '{shop}');
    insert into pgpm_migrate.x_statements (package, change_name, operation, position, statement_hash)
    values ('shop', 'e', 'deploy', 0, 'x')`);
  await query('create unique index concurrently twice_n on twice (n)').catch(() => undefined);
  expect(await examine()).toMatchObject({
    leftovers: {
      state: 'warning',
      message: '1 run never ended; deploy of shop:e stopped half way; index public.twice_n is invalid',
    },
  });
});

test('a run that is at work is no leftover', async () => {
  await query(`select pg_advisory_lock(1885827181, hashtext('pgpm_migrate'))`);
  expect(await examine()).toMatchObject({ leftovers: { state: 'ok', message: expect.stringContaining('pid') } });
});

test('a database that is read-only, or keeps text in another encoding', async () => {
  const { name, config } = harness.database;
  await query(`alter database ${name} set default_transaction_read_only = on`);
  expect(await examine()).toMatchObject({ privileges: { state: 'failed' } });
  const latin = `${name}_latin`;
  await query(`create database ${latin} encoding 'LATIN1' locale 'C' template template0`);
  try {
    expect(await examine(shop, { ...config, database: latin })).toMatchObject({
      locale: { state: 'warning', message: 'LATIN1, C' },
    });
  } finally {
    await query(`drop database ${latin} with (force)`);
  }
});
