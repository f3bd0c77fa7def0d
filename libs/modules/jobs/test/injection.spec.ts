import type { TestDatabase } from '@pgpm/testing';
import { openDatabase } from './support.js';

// Weakness 1 of the reference.
let db: TestDatabase;
beforeAll(async () => {
  db = await openDatabase();
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

describe('values of a row are never run as SQL', () => {
  beforeEach(async () => {
    await db.query(`
      create schema shop;
      create table shop.pet (id int, name text);
      create trigger add_job after insert on shop.pet
      for each row execute function app_jobs.trigger_job_with_fields('t', 'id', 'name');
      grant usage on schema shop to anonymous;
      grant insert on shop.pet to anonymous;
    `);
    await db.setContext({ role: 'anonymous' });
  });

  test.each([
    `it's`,
    `');alter role anonymous superuser;--`,
    `x', 'y'); create table public.pwned (); select json_build_object('a', 'b`,
    `\\'; drop schema app_jobs cascade; --`,
    '$$ select pg_sleep(1) $$ %s %L',
  ])('anonymous inserts %j', async (name) => {
    await db.query('insert into shop.pet values (1, $1)', [name]);
    await db.setContext({ role: 'none' });
    expect(await db.any('select payload from app_jobs.jobs')).toEqual([{ payload: { id: '1', name } }]);
    expect(
      await db.one(`select rolsuper, to_regclass('public.pwned') from pg_roles where rolname = 'anonymous'`),
    ).toEqual({
      rolsuper: false,
      to_regclass: null,
    });
  });

  test('json_build_object_apply takes any text', async () => {
    await db.setContext({ role: 'none' });
    const elements = [`a');select 1;--`, `it's`];
    expect(await db.one('select app_jobs.json_build_object_apply($1) as object', [elements])).toEqual({
      object: { [`a');select 1;--`]: `it's` },
    });
  });
});
