import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import { failureOf } from '../../../spec-support/index.js';
import { quantities } from './support.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase({ module: 'measurements' });
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

test('the catalogue has 47 quantities with the ids 1 to 47', async () => {
  const rows = await db.any<{ id: number; line: string }>(`
    select id, concat_ws('|', name, label, coalesce(unit, '–'), coalesce(unit_desc, '–')) as line
    from measurements.quantities order by id`);
  expect(rows).toEqual(quantities.map((line, index) => ({ id: index + 1, line })));
  expect(rows).toHaveLength(47);
});

test('only letters outside of ASCII that are meant to be there are there, composed', async () => {
  const letters = await db.any(`
    select distinct to_hex(ascii(letter)) as code
    from measurements.quantities, regexp_split_to_table(coalesce(unit, ''), '') as letter
    where letter ~ '[^ -~]' order by 1`);
  expect(letters).toEqual(['3a9', 'b2', 'b3', 'b7'].map((code) => ({ code })));
});

test('two quantities have no unit, four no name of it', async () => {
  const names = (column: string) =>
    db.any(`select name from measurements.quantities where ${column} is null order by id`);
  expect(await names('unit')).toEqual([{ name: 'Dimensionless' }, { name: 'Money' }]);
  expect(await names('unit_desc')).toEqual(
    ['DataAmount', 'Dimensionless', 'KinematicViscosity', 'Money'].map((name) => ({ name })),
  );
});

test('each quantity is described by one sentence of its own', async () => {
  const rows = await db.any<{ description: string }>('select description from measurements.quantities');
  expect(new Set(rows.map(({ description }) => description)).size).toBe(47);
  for (const { description } of rows) expect(description).toMatch(/^[A-Z][^\n]{20,118}[^.]\.$/);
});

test('new quantities continue after the catalogue', async () => {
  const insert = `insert into measurements.quantities (name) values ($1) returning id`;
  for (const id of [48, 49]) expect(await db.one(insert, [`own ${id}`])).toEqual({ id });
});

test('a name stands in the catalogue once, and may be missing', async () => {
  const insert = 'insert into measurements.quantities (name) values ($1)';
  expect(await failureOf(db, insert, ['Torque'])).toMatchObject({ code: '23505', constraint: 'quantities_name_key' });
  for (const name of [null, null, 'torque', 'Größe']) await db.query(insert, [name]);
});

test('all columns but id are text that may be null', async () => {
  const columns = await db.any<{ line: string }>(`
    select concat_ws(' ', column_name, data_type, is_nullable, column_default) as line
    from information_schema.columns where table_schema = 'measurements' order by ordinal_position`);
  expect(columns.map(({ line }) => line)).toEqual([
    `id integer NO nextval('measurements.quantities_id_seq'::regclass)`,
    ...['name', 'label', 'unit', 'unit_desc', 'description'].map((name) => `${name} text YES`),
  ]);
});

test('nobody but the owner may use the schema', async () => {
  const grants = `
    select from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
    where n.nspname = 'measurements' and (c.relacl is not null or n.nspacl is not null)`;
  expect(await db.any(grants)).toEqual([]);
});
