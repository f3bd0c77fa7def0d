import { isServedByWasm } from '../find-database.js';
import { onlyInWasm } from './extensions.js';

test.each([
  [undefined, []],
  [['plpgsql', 'citext'], []],
  [
    ['postgis_topology', 'citext', 'postgis', 'postgis'],
    ['postgis', 'postgis_topology'],
  ],
  [['PostGIS', 'postgis; drop table x'], []],
])('of %j the WASM server alone has %j', (extensions, expected) => {
  expect(onlyInWasm(extensions)).toEqual(expected);
});

test.each([
  [{}, {}, true],
  [{ url: '' }, { DATABASE_URL: '', PGUSER: 'a' }, true],
  [{ url: 'postgresql://a@b/c' }, {}, false],
  [{}, { DATABASE_URL: 'postgresql://a@b/c' }, false],
  [{}, { PGHOST: 'b' }, false],
  [{ configured: { host: 'b' } }, {}, false],
  [{ configured: { password: 'p' } }, {}, true],
])('a server that is named wins: %j %j', (options, env, expected) => {
  expect(isServedByWasm({ ...options, env, extensions: ['postgis'] })).toBe(expected);
  expect(isServedByWasm({ ...options, env, extensions: ['citext'] })).toBe(false);
});
