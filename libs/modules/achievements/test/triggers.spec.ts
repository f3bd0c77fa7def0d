import type { TestDatabase } from '@pgpm/testing';
import { failureOf } from '../../../spec-support/index.js';
import { asUser, logStep, openDatabase, other, tallies, user } from './support.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await openDatabase();
});
afterAll(() => db.teardown());
beforeEach(async () => {
  await db.begin();
  await db.query(`
    create schema app;
    create table app.profiles (id int, pic text, ok bool, doc json, "Mixed" text, owner uuid);
    grant usage on schema app to authenticated, anonymous;
    grant all on app.profiles to authenticated, anonymous;`);
  await asUser(db, user);
});
afterEach(() => db.rollback());

const trigger = (call: string, when = 'after insert or update') =>
  db.query(`create trigger "${call}" ${when} on app.profiles for each row execute function status_private.${call}`);

async function createAll(when?: string): Promise<void> {
  await trigger(`tg_achievement('pic', 'set')`, when);
  await trigger(`tg_achievement_toggle('pic', 'toggle')`, when);
  await trigger(`tg_achievement_boolean('ok', 'bool')`, when);
  await trigger(`tg_achievement_toggle_boolean('ok', 'toggle_bool')`, when);
}

test.each(['after insert or update', 'before insert or update'])('%s the triggers count', async (when) => {
  await createAll(when);
  await db.query('insert into app.profiles (id) values (1)');
  expect(await tallies(db)).toEqual({});
  await db.query(`update app.profiles set pic = 'a', ok = true`);
  expect(await tallies(db)).toEqual({ bool: 1, set: 1, toggle: 1, toggle_bool: 1 });
  await db.query(`update app.profiles set pic = 'b', ok = false`);
  expect(await tallies(db)).toEqual({ bool: 1, set: 2, toggle: 2 });
  await db.query(`update app.profiles set pic = null, ok = null`);
  expect(await tallies(db)).toEqual({ bool: 1, set: 2 });
});

test('an update that leaves the column as it is counts nothing, however often it is repeated', async () => {
  await createAll();
  await db.query(`insert into app.profiles (id, pic, ok) values (1, 'a', true)`);
  for (let turn = 0; turn < 3; turn += 1) await db.query('update app.profiles set pic = pic, ok = true, id = id + 1');
  expect(await tallies(db)).toEqual({ bool: 1, set: 1, toggle: 1, toggle_bool: 1 });
});

test('the toggle keeps what other rows gave when an update leaves NULL as it is', async () => {
  await trigger(`tg_achievement_toggle('pic', 'toggle')`);
  await db.query(`insert into app.profiles (id, pic) values (1, null), (2, 'a'), (3, 'b'), (4, 'c')`);
  await db.query('update app.profiles set id = 9 where id = 1');
  expect(await tallies(db)).toEqual({ toggle: 3 });
  await db.query('insert into app.profiles (id, pic) values (5, null)');
  expect(await tallies(db)).toEqual({});
});

test('a type without equality, and a column in mixed case', async () => {
  await trigger(`tg_achievement('doc', 'doc')`);
  await trigger(`tg_achievement('Mixed', 'mixed')`);
  await trigger(`tg_achievement('PIC', 'folded')`);
  await db.query(`insert into app.profiles (doc, "Mixed", pic) values ('{"a":1}', 'x', 'x')`);
  await db.query(`update app.profiles set doc = '{"a":2}'`);
  expect(await tallies(db)).toEqual({ doc: 2, folded: 1, mixed: 1 });
});

test('rows are deleted, and keep what they gave', async () => {
  await trigger(`tg_achievement_toggle('pic', 'toggle')`, 'before insert or delete');
  await db.query(`insert into app.profiles (pic) values ('a')`);
  await db.query('delete from app.profiles');
  expect(await db.any('select from app.profiles')).toEqual([]);
  expect(await tallies(db)).toEqual({ toggle: 1 });
});

test.each([null, ''])('without a user (%j) the row is written and nothing counts', async (claim) => {
  await createAll();
  for (const role of ['none', 'anonymous', 'authenticated']) {
    await asUser(db, claim, role);
    await db.query(`insert into app.profiles (pic, ok) values ('a', true)`);
  }
  await asUser(db, null);
  expect(await db.any('select from app.profiles')).toHaveLength(3);
  expect(await db.any('select from status_public.user_steps')).toEqual([]);
});

test('a user without any right on the log counts by writing rows', async () => {
  await createAll();
  await asUser(db, user, 'authenticated');
  await db.query(`insert into app.profiles (pic, ok) values ('a', true)`);
  expect(await tallies(db)).toEqual({ bool: 1, set: 1, toggle: 1, toggle_bool: 1 });
});

describe('a third argument', () => {
  beforeEach(() => trigger(`tg_achievement('pic', 'set', 'owner')`));
  const insert = `insert into app.profiles (pic, owner) values ('a', '${other}')`;

  test('lets the owner of the module count for the user of the row', async () => {
    await asUser(db, null);
    await db.query(insert);
    await db.query(`insert into app.profiles (pic, owner) values ('a', null)`);
    expect([await tallies(db, other), await tallies(db)]).toEqual([{ set: 1 }, {}]);
  });

  test('lets nobody else count for another user', async () => {
    await asUser(db, user, 'authenticated');
    expect(await failureOf(db, insert)).toMatchObject({ code: '42501' });
    await db.query(`insert into app.profiles (pic, owner) values ('a', '${user}')`);
    expect(await tallies(db)).toEqual({ set: 1 });
  });
});

test.each([
  [`tg_achievement('pic')`, '23502'],
  [`tg_achievement('missing', 'x')`, '42703'],
  [`tg_achievement('pic) is null or (select true', 'x')`, '42703'],
  [`tg_achievement('pic', 'x', 'missing')`, '42703'],
  [`tg_achievement_boolean('pic', 'x')`, '42804'],
])('%s refuses the row with %s', async (call, code) => {
  await trigger(call);
  expect(await failureOf(db, `insert into app.profiles (pic) values ('a')`)).toMatchObject({ code });
});

test.each(["it's", '$$; drop table app.profiles; --', '%I %s'])('the task %j is a text', async (task) => {
  await db.query(`create trigger t after insert on app.profiles for each row
    execute function status_private.tg_achievement('pic', '${task.replaceAll("'", "''")}')`);
  await db.query(`insert into app.profiles (pic) values ('a')`);
  await logStep(db, task);
  expect(await tallies(db)).toEqual({ [task]: 2 });
});
