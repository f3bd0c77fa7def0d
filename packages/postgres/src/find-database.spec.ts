import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

import { findDatabase, findNamedDatabase, type Database } from './find-database.js';

const secret = 'S3CR:T@/#%';
const encoded = encodeURIComponent(secret);
const home = mkdtempSync(join(tmpdir(), 'pgpm-home-'));
writeFileSync(
  join(home, '.pg_service.conf'),
  `[staging]\nhost=localhost\nport=5433\ndbname=shop\nuser=app\npassword=${secret}\n[plain]\nhost=127.0.0.1\nuser=app\n`,
);
writeFileSync(join(home, '.pgpass'), `localhost:*:*:filed:${secret.replace(/:/g, '\\:')}\n`, { mode: 0o600 });
afterAll(() => rmSync(home, { recursive: true }));

const find = (env: NodeJS.ProcessEnv, options: Partial<Parameters<typeof findDatabase>[0]> = {}): Promise<Database> =>
  findDatabase({ cwd: home, env: { HOME: home, ...env }, ...options });

test.each([
  ['a URL', { DATABASE_URL: `postgresql://app:${encoded}@localhost/shop` }],
  ['a parameter', { DATABASE_URL: `postgresql://app@localhost/shop?password=${encoded}` }],
  ['keywords', { DATABASE_URL: `host=localhost user=app dbname=shop password='${secret}'` }],
  ['PGPASSWORD', { PGHOST: 'localhost', PGUSER: 'app', PGDATABASE: 'shop', PGPASSWORD: secret }],
  ['a service', { PGSERVICE: 'staging' }],
  ['the password file', { DATABASE_URL: 'postgresql://filed@localhost/shop' }],
])('the password of %s reaches the connection and nothing else', async (_, env) => {
  const { config, describe: text, psql } = await find(env);
  expect(config).toMatchObject({ password: secret, host: 'localhost', database: 'shop', ssl: false });
  for (const line of [text, psql]) {
    expect(line).not.toContain(secret);
    expect(line).not.toContain(encoded);
    expect(line).not.toContain('S3CR');
  }
});

test.each([
  [{}, { url: 'postgresql://a@localhost/x' }, 'option', 'postgresql://a@localhost:5432/x (the url option)'],
  [
    { DATABASE_URL: 'postgresql://b@localhost/y', PGHOST: 'other' },
    { url: 'postgresql://a@localhost/x' },
    'option',
    'postgresql://a@localhost:5432/x (the url option)',
  ],
  [
    { DATABASE_URL: 'postgresql://b@localhost/y', PGHOST: 'other' },
    {},
    'DATABASE_URL',
    'postgresql://b@localhost:5432/y (DATABASE_URL)',
  ],
  [
    { PGHOST: '::1', PGUSER: 'c', PGDATABASE: 'z' },
    {},
    'environment',
    'postgresql://c@[::1]:5432/z (the PG* variables)',
  ],
  [
    { DATABASE_URL: 'postgresql://b@localhost/y' },
    { database: 'z' },
    'DATABASE_URL',
    'postgresql://b@localhost:5432/z (DATABASE_URL)',
  ],
  [
    { PGHOST: '127.0.0.1', PGUSER: 'c' },
    { database: 'z' },
    'environment',
    'postgresql://c@127.0.0.1:5432/z (the PG* variables)',
  ],
])('decides %j with %j', async (env, options, source, text) => {
  const found = await find(env, options);
  expect(found.source).toBe(source);
  expect(found.describe).toBe(text);
});

test('what a URL leaves out comes from the service, the environment and the defaults', async () => {
  const env = { PGSERVICE: 'plain', PGPORT: '5433', PGHOST: 'ignored', PGAPPNAME: 'mine', PGOPTIONS: '-c x.y=1' };
  const { config } = await find(env, { url: 'postgresql:///shop' });
  expect(config).toMatchObject({ host: '127.0.0.1', user: 'app', port: 5433, database: 'shop' });
  expect(config).toMatchObject({ application_name: 'mine', options: '-c x.y=1' });
});

test('user and database are named after the person when nobody says otherwise and a server will do', async () => {
  const { config } = await find({ PGHOST: 'localhost' }, { serverOnly: true });
  const { username } = userInfo();
  expect(config).toMatchObject({ user: username, database: username, application_name: 'pgpm', port: 5432 });
});

test.each([
  ['the PG* variables', { PGHOST: 'localhost', PGPORT: '5433', PGUSER: 'postgres' }, {}],
  ['the PG* variables', { PGSERVICE: 'plain' }, {}],
  ['DATABASE_URL', { DATABASE_URL: 'host=localhost port=5433' }, {}],
  ['the url option', {}, { url: 'postgresql://postgres@localhost:5433' }],
  ['the configuration of the workspace', {}, { configured: { host: 'localhost' } }],
])('%s name a server and no database: none is chosen silently', async (origin, env, options) => {
  const refusal = { code: 'DATABASE_NOT_SPECIFIED', fields: { origin }, hint: expect.stringContaining('PGDATABASE') };
  await expect(find(env, options)).rejects.toMatchObject(refusal);
  expect((await find(env, { ...options, database: 'shop' })).config.database).toBe('shop');
  expect((await find(env, { ...options, cluster: 'test' })).config.host).toMatch(/localhost|127/);
});

test.each([
  ['the database option', {}, { database: `postgresql://app:${encoded}@localhost/shop` }],
  ['the database option', { PGHOST: 'localhost' }, { database: `host=localhost password=${secret}` }],
  ['PGDATABASE', { PGDATABASE: `postgres://app:${encoded}@localhost/shop` }, {}],
  ['pg.database', {}, { configured: { database: `password=${secret}` } }],
])('a connection string is no name: %s', async (setting, env, options) => {
  const error: unknown = await find(env, options).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'CONNECTION_SETTING_INVALID', fields: { setting } });
  expect(JSON.stringify(error)).not.toContain('S3CR');
});

test.each([
  ['', false],
  ['&channel_binding=disable', false],
  ['&channel_binding=prefer', true],
])('what the driver can keep is kept: %s', async (more, enableChannelBinding) => {
  const url = `postgresql://a@localhost/x?target_session_attrs=any${more}`;
  expect((await find({}, { url })).config).toMatchObject({ enableChannelBinding });
});

test.each([
  [{ DATABASE_URL: 'postgresql://a@localhost/x?channel_binding=require' }],
  [{ DATABASE_URL: 'postgresql://a@localhost/x', PGCHANNELBINDING: 'require' }],
])('channel binding is left to who can keep it: %j', async (env) => {
  expect((await find(env)).config).toMatchObject({ enableChannelBinding: true, requiresChannelBinding: true });
  await expect(find(env, { cluster: 'test' })).rejects.toMatchObject({
    code: 'CONNECTION_SETTING_INVALID',
    fields: { setting: 'channel_binding' },
  });
});

test('a URL can ask for time, name and options', async () => {
  const url = 'postgresql://a@localhost/x?connect_timeout=7&application_name=mine&options=-c%20a.b%3D1';
  const { config } = await find({}, { url });
  expect(config).toMatchObject({ connectionTimeoutMillis: 7000, application_name: 'mine', options: '-c a.b=1' });
});

test.each([
  [
    { DATABASE_URL: 'postgresql://a@localhost:5433/x?sslmode=require' },
    "psql 'postgresql://a@localhost:5433/x?sslmode=require'",
  ],
  [{ DATABASE_URL: 'postgresql://a@localhost:5433/x' }, 'psql postgresql://a@localhost:5433/x'],
  [{ DATABASE_URL: 'postgresql:///x?host=/tmp&user=a' }, "psql 'postgresql://a@/x?host=/tmp'"],
  [{ PGSERVICE: 'staging' }, "psql 'service=staging dbname=shop'"],
])('prints a line for psql: %j', async (env, expected) => expect((await find(env)).psql).toBe(expected));

test('ignores a password file that others can read', async () => {
  const file = join(home, 'open');
  writeFileSync(file, `*:*:*:*:${secret.replace(/:/g, '\\:')}\n`);
  chmodSync(file, 0o644);
  expect((await find({ PGHOST: 'localhost', PGDATABASE: 'shop', PGPASSFILE: file })).config.password).toBeUndefined();
  chmodSync(file, 0o600);
  expect((await find({ PGHOST: 'localhost', PGDATABASE: 'shop', PGPASSFILE: file })).config.password).toBe(secret);
});

test.each([
  [{ PGSERVICE: 'nowhere' }, 'SERVICE_NOT_FOUND'],
  [{ PGSERVICE: 'staging', PGSERVICEFILE: join(home, 'missing') }, 'SERVICE_NOT_FOUND'],
  [{ PGHOST: 'localhost', PGDATABASE: 'shop', PGPORT: 'x' }, 'CONNECTION_SETTING_INVALID'],
  [{ PGHOST: 'localhost', PGDATABASE: 'shop', PGCONNECT_TIMEOUT: 'x' }, 'CONNECTION_SETTING_INVALID'],
  [{ PGHOST: 'localhost', PGDATABASE: 'shop', PGSSLMODE: 'maybe' }, 'CONNECTION_SETTING_INVALID'],
  [{ DATABASE_URL: 'postgresql://a@localhost/x?require_auth=scram-sha-256' }, 'CONNECTION_SETTING_INVALID'],
  [{ DATABASE_URL: 'postgresql://a@localhost/x', PGREQUIREAUTH: '!password' }, 'CONNECTION_SETTING_INVALID'],
  [{ DATABASE_URL: 'postgresql://a@localhost/x?gssencmode=require' }, 'CONNECTION_SETTING_INVALID'],
  [{ DATABASE_URL: 'postgresql://a@localhost/x?channel_binding=yes' }, 'CONNECTION_SETTING_INVALID'],
  [{ DATABASE_URL: 'postgresql://a@localhost/x?target_session_attrs=read-write' }, 'CONNECTION_SETTING_INVALID'],
  [{ DATABASE_URL: 'postgresql://a@localhost/x', PGTARGETSESSIONATTRS: 'primary' }, 'CONNECTION_SETTING_INVALID'],
  [{ DATABASE_URL: 'postgresql:///x?host=/tmp&user=a', PGREQUIREPEER: 'postgres' }, 'CONNECTION_SETTING_INVALID'],
  [{ DATABASE_URL: 'postgresql://a@localhost/x', PGSSLCRLDIR: '/etc/crl' }, 'CONNECTION_SETTING_INVALID'],
  [{ DATABASE_URL: 'host=a,b dbname=x user=a' }, 'CONNECTION_SETTING_INVALID'],
  [{ DATABASE_URL: 'postgresql://a@localhost/x?hostaddr=127.0.0.1,::1' }, 'CONNECTION_SETTING_INVALID'],
  [{ PGHOST: 'a,b', PGDATABASE: 'x', PGTARGETSESSIONATTRS: 'any' }, 'CONNECTION_SETTING_INVALID'],
  [{ DATABASE_URL: `postgresql://a@localhost/${'ü'.repeat(32)}` }, 'CONNECTION_SETTING_INVALID'],
  [{ DATABASE_URL: 'localhost/x' }, 'CONNECTION_URL_INVALID'],
  [{ DATABASE_URL: 'postgresql://a:p@ss@localhost/x' }, 'PASSWORD_NOT_ENCODED'],
  [{}, 'NOT_IN_WORKSPACE'],
])('refuses %j', async (env, code) => {
  await expect(find(env)).rejects.toMatchObject({ code });
});

const configured = { host: 'localhost', port: 5433, user: 'conf', password: secret, database: 'conf' };

test.each([
  [{}, 'configuration', 'postgresql://conf@localhost:5433/conf (the configuration of the workspace)', secret],
  [
    { PGUSER: 'me' },
    'configuration',
    'postgresql://me@localhost:5433/conf (the configuration of the workspace)',
    secret,
  ],
  [{ PGDATABASE: 'mine' }, 'environment', 'postgresql://conf@localhost:5433/mine (the PG* variables)', secret],
  [
    { PGHOST: '127.0.0.1', PGUSER: 'me', PGDATABASE: 'me' },
    'environment',
    'postgresql://me@127.0.0.1:5432/me (the PG* variables)',
    undefined,
  ],
  [
    { DATABASE_URL: 'postgresql://b@localhost/y' },
    'DATABASE_URL',
    'postgresql://b@localhost:5432/y (DATABASE_URL)',
    undefined,
  ],
])('with a configured server and %j it is %s', async (env, source, text, password) => {
  const found = await find(env, { configured });
  expect([found.source, found.describe, found.config.password]).toEqual([source, text, password]);
});

test('a configuration cannot hold what no setting can', async () => {
  const error: unknown = await find({}, { configured: { ...configured, password: 'S3C\0R' } }).catch(
    (reason: unknown) => reason,
  );
  expect(error).toMatchObject({ code: 'CONNECTION_SETTING_INVALID', fields: { setting: 'password' } });
  expect(JSON.stringify(error)).not.toContain('S3C');
});

test('nobody names a database: nothing is started, and nothing found', async () => {
  expect(await findNamedDatabase({ env: { HOME: home, PGUSER: 'me' }, configured: { user: 'me' } })).toBeUndefined();
  expect(await findNamedDatabase({ env: { HOME: home }, configured })).toMatchObject({ source: 'configuration' });
});
