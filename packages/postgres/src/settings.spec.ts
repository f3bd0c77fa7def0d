import { readSettings, serverEnvironment } from './settings.js';

test('reads the variables of libpq by their keyword', () => {
  const settings = readSettings({ PGHOST: 'db', PGPORT: '5433', PGDATABASE: 'shop', PGUSER: 'app', PGPASSWORD: 'x' });
  expect(settings.parameters).toEqual({ host: 'db', port: '5433', dbname: 'shop', user: 'app', password: 'x' });
});

test.each([
  [{}, false],
  [{ PGUSER: 'app', PGPASSWORD: 'x', PGAPPNAME: 'y', PGSSLMODE: 'require' }, false],
  [{ PGHOST: '' }, false],
  [{ PGHOST: 'db' }, true],
  [{ PGHOSTADDR: '10.0.0.7' }, true],
  [{ PGPORT: '5433' }, true],
  [{ PGDATABASE: 'shop' }, true],
  [{ PGSERVICE: 'staging' }, true],
])('knows whether %j names a place', (env, expected) => expect(readSettings(env).namesPlace).toBe(expected));

test('takes an empty DATABASE_URL for none', () => {
  expect(readSettings({ DATABASE_URL: '' }).databaseUrl).toBeUndefined();
});

test('looks for service files where libpq does', () => {
  expect(readSettings({ HOME: '/home/me', PGSYSCONFDIR: '/etc/pg' }).serviceFiles).toEqual([
    { path: '/home/me/.pg_service.conf', explicit: false },
    { path: '/etc/pg/pg_service.conf', explicit: false },
  ]);
  expect(readSettings({ PGSERVICEFILE: '/my.conf' }).serviceFiles).toEqual([{ path: '/my.conf', explicit: true }]);
});

test('a server inherits neither settings nor secrets', () => {
  const env = serverEnvironment({ PATH: '/bin', PGPORT: '1', PGPASSWORD: 'x', DATABASE_URL: 'y', LC_ALL: 'tr_TR' });
  expect(env).toEqual({ PATH: '/bin', LC_ALL: 'C', LANG: 'C', TZ: 'UTC' });
});
