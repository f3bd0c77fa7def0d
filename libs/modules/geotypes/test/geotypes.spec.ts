import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import { expectExample, failureOf, ModuleFiles } from '../../../spec-support/index.js';

// One file, because each needs a server of its own in WASM, which takes seconds to start, or more on a busy machine.
jest.setTimeout(600_000);

const files = new ModuleFiles(join(__dirname, '..'));

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase({ module: 'geotypes' });
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

/** The value of an expression as it is stored in a column of the domain: EWKT. */
async function stored(domain: string, expression: string): Promise<unknown> {
  await db.query(`create table if not exists pg_temp.places (value public.${domain})`);
  const row = await db.one(
    `with row as (insert into pg_temp.places values (${expression}) returning value) select st_asewkt(value) as ewkt from row`,
  );
  return row['ewkt'];
}

test('the domains have the types, and the comments that GraphQL tools read', async () => {
  const rows = await db.any(
    `select t.typname::text as domain, pg_catalog.format_type(t.typbasetype, t.typtypmod) as base, t.typnotnull as not_null,
       t.typdefault as default, pg_catalog.obj_description(t.oid, 'pg_type') as comment,
       (select count(*)::int from pg_catalog.pg_constraint as k where k.contypid = t.oid) as checks
     from pg_catalog.pg_type as t
     where t.typnamespace = 'public'::regnamespace and t.typname like 'geo%' and t.typtype = 'd' order by 1`,
  );
  const domain = (name: string, shape: string, comment: string): unknown => ({
    domain: name,
    base: `geometry(${shape},4326)`,
    not_null: false,
    default: null,
    comment: `@name launchqlInternalType${comment}`,
    checks: 0,
  });
  expect(rows).toEqual([domain('geolocation', 'Point', 'GeoLocation'), domain('geopolygon', 'Polygon', 'GeoPolygon')]);
});

const square = 'POLYGON((0 0,1 0,1 1,0 1,0 0))';
const withHole = 'POLYGON((0 0,9 0,9 9,0 9,0 0),(1 1,2 1,2 2,1 2,1 1))';
const bowTie = 'POLYGON((0 0,1 1,1 0,0 1,0 0))';

test.each([
  ['geolocation', `st_setsrid(st_makepoint(2.35, 48.85), 4326)`, 'SRID=4326;POINT(2.35 48.85)'],
  ['geolocation', `'SRID=4326;POINT(2.35 48.85)'`, 'SRID=4326;POINT(2.35 48.85)'],
  ['geolocation', `'POINT(2.35 48.85)'`, 'SRID=4326;POINT(2.35 48.85)'],
  ['geolocation', `st_makepoint(2.35, 48.85)`, 'SRID=4326;POINT(2.35 48.85)'],
  [
    'geolocation',
    `st_geomfromgeojson('{"type": "Point", "coordinates": [2.35, 48.85]}')`,
    'SRID=4326;POINT(2.35 48.85)',
  ],
  ['geolocation', `'{"type": "Point", "coordinates": [2.35, 48.85]}'`, 'SRID=4326;POINT(2.35 48.85)'],
  ['geolocation', `'POINT(2.35 48.85)'::geography::public.geolocation`, 'SRID=4326;POINT(2.35 48.85)'],
  ['geolocation', `'POINT EMPTY'`, 'SRID=4326;POINT EMPTY'],
  ['geolocation', `'POINT(999 999)'`, 'SRID=4326;POINT(999 999)'],
  ['geolocation', `'POINT(-180 -90)'`, 'SRID=4326;POINT(-180 -90)'],
  ['geolocation', 'null', null],
  ['geopolygon', `'SRID=4326;${square}'`, `SRID=4326;${square}`],
  ['geopolygon', `'${square}'`, `SRID=4326;${square}`],
  ['geopolygon', `'${withHole}'`, `SRID=4326;${withHole}`],
  ['geopolygon', `'${bowTie}'`, `SRID=4326;${bowTie}`],
  ['geopolygon', `st_makeenvelope(0, 0, 1, 1, 4326)`, 'SRID=4326;POLYGON((0 0,0 1,1 1,1 0,0 0))'],
  ['geopolygon', `'POLYGON EMPTY'`, 'SRID=4326;POLYGON EMPTY'],
  ['geopolygon', 'null', null],
])('%s accepts %s', async (domain, expression, expected) => {
  expect(await stored(domain, expression)).toBe(expected);
});

test.each([
  ['geolocation', 'SRID=3857;POINT(1 2)', '22023', 'Geometry SRID (3857) does not match column SRID (4326)'],
  ['geolocation', 'SRID=4326;POINT Z (1 2 3)', '22023', 'Geometry has Z dimension but column does not'],
  ['geolocation', 'SRID=4326;POINT M (1 2 3)', '22023', 'Geometry has M dimension but column does not'],
  ['geolocation', 'LINESTRING(0 0,1 1)', '22023', 'Geometry type (LineString) does not match column type (Point)'],
  ['geolocation', 'MULTIPOINT(0 0,1 1)', '22023', 'Geometry type (MultiPoint) does not match column type (Point)'],
  ['geolocation', square, '22023', 'Geometry type (Polygon) does not match column type (Point)'],
  ['geolocation', 'POINT(1)', 'XX000', 'parse error - invalid geometry'],
  ['geolocation', 'Paris', 'XX000', 'parse error - invalid geometry'],
  ['geopolygon', `SRID=3857;${square}`, '22023', 'Geometry SRID (3857) does not match column SRID (4326)'],
  [
    'geopolygon',
    'MULTIPOLYGON(((0 0,1 0,1 1,0 0)))',
    '22023',
    'Geometry type (MultiPolygon) does not match column type (Polygon)',
  ],
  ['geopolygon', 'POINT(1 2)', '22023', 'Geometry type (Point) does not match column type (Polygon)'],
  ['geopolygon', 'POLYGON((0 0,1 0,0 0))', 'XX000', 'geometry requires more points'],
  ['geopolygon', 'POLYGON((0 0,1 0,1 1,0 1))', 'XX000', 'geometry contains non-closed rings'],
])('%s refuses %s', async (domain, text, code, message) => {
  expect(await failureOf(db, `select $1::public.${domain}`, [text])).toMatchObject({ code, message });
});

test('everybody may use the domains', async () => {
  await db.query(`create role guest_${process.pid}; set local role guest_${process.pid}`);
  expect(await db.one(`select st_x('POINT(2 48)'::public.geolocation) as longitude`)).toEqual({ longitude: 2 });
});

test('an index answers which places are near', async () => {
  await db.query(
    `create table places (place public.geolocation);
     insert into places select st_makepoint(x, y) from generate_series(-90, 90, 5) as x, generate_series(-45, 45, 5) as y;
     create index on places using gist (place);
     analyze places;
     set local enable_seqscan = off`,
  );
  const near = `select st_asewkt(place) as place from places where place && st_makeenvelope(4, 4, 6, 6, 4326)`;
  expect(await db.any(near)).toEqual([{ place: 'SRID=4326;POINT(5 5)' }]);
  expect(JSON.stringify(await db.any(`explain ${near}`))).toContain('places_place_idx');
});

test('coordinates are degrees: a degree of latitude is 111 km, one of longitude less in the north', async () => {
  const metres = (from: string, to: string): string =>
    `round(st_distance('${from}'::public.geolocation::geography, '${to}'::public.geolocation::geography))::int`;
  expect(
    await db.one(
      `select ${metres('POINT(0 0)', 'POINT(0 1)')} as latitude, ${metres('POINT(0 60)', 'POINT(1 60)')} as longitude`,
    ),
  ).toEqual({ latitude: 110574, longitude: 55799 });
});

test('geometry_columns does not list columns of the domains', async () => {
  await db.query('create table places (place public.geolocation, plain geometry(Point, 4326))');
  expect(
    await db.any(`select f_geometry_column::text as name from geometry_columns where f_table_name = 'places'`),
  ).toEqual([{ name: 'plain' }]);
});

const domainChanges = ['geolocation', 'geopolygon'].map((domain) => `schemas/public/domains/${domain}`);

test('the plan is what other modules rely on', () => {
  expect(files.changes().map(({ name }) => name)).toEqual(['schemas/public/schema', ...domainChanges]);
});

test.each(domainChanges)('verify of %s fails on a domain of another reference system', async (change) => {
  await db.query(files.script('revert', change));
  expect(await failureOf(db, files.script('verify', change))).toBeDefined();
  await db.query(files.script('deploy', change).replace('4326', '3857'));
  expect(await failureOf(db, files.script('verify', change))).toMatchObject({ code: '22023' });
});

test.each(domainChanges)('%s is not reverted while a column uses it', async (change) => {
  await db.query(`create table places (value public.${change.replace('schemas/public/domains/', '')})`);
  expect(await failureOf(db, files.script('revert', change))).toMatchObject({ code: '2BP01' });
});

test.each(domainChanges)('%s lands in public, whatever the search_path is', async (change) => {
  await db.query(`${files.script('revert', change)} create schema elsewhere; set local search_path = elsewhere`);
  await db.query(files.script('deploy', change));
  await db.query('set local search_path = public');
  await db.query(files.script('verify', change));
});

test.each(domainChanges)('%s says that PostGIS is missing', async (change) => {
  for (const name of domainChanges) await db.query(files.script('revert', name));
  await db.query('drop extension postgis cascade');
  expect(await failureOf(db, files.script('deploy', change))).toMatchObject({
    code: '42704',
    message: 'extension "postgis" is not installed',
    hint: 'Run: create extension postgis',
  });
});

test('the example of the README gives the result that it shows', async () => {
  await expectExample(db, files.text('README.md'));
});

test('the checks of the README refuse what they say', async () => {
  const [, checks = ''] = /```sql\n(alter table [^]*?)```/.exec(files.text('README.md')) ?? [];
  await db.query(
    'create schema shop; create table shop.branches (name text, place public.geolocation, district public.geopolygon)',
  );
  await db.query(checks);
  await db.query(`insert into shop.branches values ('a', 'POINT(180 90)', '${withHole}'), ('b', 'POINT EMPTY', null)`);
  for (const values of [`'POINT(180.1 0)', null`, `'POINT(0 -91)', null`, `null, '${bowTie}'`]) {
    expect(await failureOf(db, `insert into shop.branches values ('c', ${values})`)).toMatchObject({ code: '23514' });
  }
});
