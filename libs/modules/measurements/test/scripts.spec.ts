import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import { failureOf } from '../../../spec-support/index.js';
import { files, fixtures } from './support.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase({ module: 'measurements' });
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

const deploy = (change: string) => db.query(files.script('deploy', change));
const revert = (change: string) => db.query(files.script('revert', change));
const verify = (change: string) => db.query(files.script('verify', change));
const verifyFails = (change: string) => failureOf(db, files.script('verify', change));
const ids = async (): Promise<number[]> => {
  const rows = await db.any<{ id: number }>('select id from measurements.quantities order by id');
  return rows.map(({ id }) => id);
};
const sequence = () => db.one('select last_value::int, is_called from measurements.quantities_id_seq');
const insert = (name: string) => db.one('insert into measurements.quantities (name) values ($1) returning id', [name]);

test('each fixture is reverted with its rows and its steps of the sequence', async () => {
  await revert(fixtures.second);
  expect(await ids()).toEqual(Array.from({ length: 44 }, (_, index) => index + 1));
  expect(await sequence()).toEqual({ last_value: 45, is_called: false });
  await verify(fixtures.first);
  await verifyFails(fixtures.second);
  await revert(fixtures.first);
  expect(await ids()).toEqual([]);
  expect(await sequence()).toEqual({ last_value: 1, is_called: false });
  await verifyFails(fixtures.first);

  for (const change of Object.values(fixtures)) await deploy(change);
  for (const change of Object.values(fixtures)) await verify(change);
  expect(await insert('own')).toEqual({ id: 48 });
});

test('a revert keeps rows of others, and new ones continue after them', async () => {
  await insert('own');
  await revert(fixtures.second);
  await revert(fixtures.first);
  expect(await ids()).toEqual([48]);
  expect(await insert('own 2')).toEqual({ id: 49 });
  await deploy(fixtures.first);
  await deploy(fixtures.second);
  expect(await insert('own 3')).toEqual({ id: 50 });
});

test('a revert that is rolled back leaves the sequence alone', async () => {
  const before = await sequence();
  await db.query('savepoint before');
  await revert(fixtures.second);
  expect(await sequence()).not.toEqual(before);
  await db.query('rollback to before');
  expect(await sequence()).toEqual(before);
});

test('a quantity that others refer to is not reverted', async () => {
  await db.query('create table public.readings (quantity int references measurements.quantities)');
  await db.query('insert into public.readings values (46)');
  expect(await failureOf(db, files.script('revert', fixtures.second))).toMatchObject({ code: '23503' });
});

test('a deployment does not take over ids or names of others', async () => {
  await revert(fixtures.second);
  await insert('own');
  expect(await failureOf(db, files.script('deploy', fixtures.second))).toMatchObject({ constraint: 'quantities_pkey' });
  await db.query(`update measurements.quantities set id = 99, name = 'Percent' where name = 'own'`);
  expect(await failureOf(db, files.script('deploy', fixtures.second))).toMatchObject({
    constraint: 'quantities_name_key',
  });
});

test.each([
  [fixtures.first, 'delete from measurements.quantities where id = 7'],
  [fixtures.first, `update measurements.quantities set unit = 'Nm' where id = 40`],
  [fixtures.second, 'update measurements.quantities set description = null where id = 47'],
  [fixtures.second, 'alter sequence measurements.quantities_id_seq restart'],
  ['schemas/measurements/tables/quantities/table', 'drop index measurements.quantities_name_key'],
  ['schemas/measurements/schema', 'comment on schema measurements is null'],
])('verify of %s notices: %s', async (change, damage) => {
  await verify(change);
  await db.query(damage);
  await verifyFails(change);
});
