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

test.each(['tg_add_job_with_row_id', 'tg_add_job_with_row', 'trigger_job_with_fields'])(
  'the casts of a type do not get the rights of the owner through %s',
  async (name) => {
    await db.setContext({ role: 'administrator' });
    await db.query(`
      create type pg_temp.mood as enum ('fine');
      create domain pg_temp.mine as pg_temp.mood;
      create function pg_temp.as_text(pg_temp.mood) returns text language sql
      as $$ select 'cast by ' || current_user $$;
      create function pg_temp.as_json(pg_temp.mood) returns json language sql
      as $$ select to_json('cast by ' || current_user) $$;
      create cast (pg_temp.mood as text) with function pg_temp.as_text;
      create cast (pg_temp.mood as json) with function pg_temp.as_json;
      create temporary table pet (id pg_temp.mood, moods pg_temp.mood[], mine pg_temp.mine);
      create trigger add_job after insert on pet
      for each row execute function app_jobs.${name}('t', 'id', 'moods', 'mine');
      insert into pet values ('fine', '{fine}', 'fine');
    `);
    const [job] = await db.any<{ payload: object }>('select payload from app_jobs.jobs');
    expect({ id: 'fine', moods: '{fine}', mine: 'fine' }).toMatchObject(job?.payload ?? {});
    expect(Object.keys(job?.payload ?? {})).toContain('id');
  },
);
