import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import { failureOf, untilBlocked } from '../../../spec-support/index.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase({ module: 'utils' });
});
afterAll(() => db.teardown());
beforeEach(async () => {
  await db.begin();
  await db.query('create table public."My Settings" (id int)');
});
afterEach(() => db.rollback());

const insert = 'insert into public."My Settings" values (1)';
const singleton = { code: 'P0001', message: 'SINGLETON_TABLE' };
const guard = (event = 'before insert', level = 'row'): Promise<unknown> =>
  db.query(`create trigger one ${event} on public."My Settings" for each ${level}
    execute function utils.ensure_singleton()`);

test.each([
  ['before insert', 'row', '', 'THROWN_ERROR (My Settings)'],
  ['after insert', 'row', `'NO_INSERT'`, 'NO_INSERT (My Settings)'],
  ['before insert', 'statement', `'NO_INSERT', 'because'`, 'NO_INSERT (My Settings, because)'],
  ['after insert', 'statement', `'50%', 'it''s "so"', 'ignored'`, `50% (My Settings, it's "so")`],
])('throw refuses %s for each %s with arguments %s', async (event, level, args, message) => {
  await db.query(
    `create trigger no ${event} on public."My Settings" for each ${level} execute function utils.throw(${args})`,
  );
  expect(await failureOf(db, insert)).toMatchObject({ code: 'P0001', message });
});

test.each([
  `update public."My Settings" set id = 2`,
  'delete from public."My Settings"',
  'truncate public."My Settings"',
])('throw refuses %s', async (sql) => {
  await db.query(`${insert}; create trigger no before ${sql.split(' ')[0] ?? ''} on public."My Settings"
      for each statement execute function utils.throw('NO')`);
  expect(await failureOf(db, sql)).toMatchObject({ code: 'P0001', message: 'NO (My Settings)' });
  expect(await db.any('select id from public."My Settings"')).toEqual([{ id: 1 }]);
});

test('a singleton has one row, and a new one when that was deleted', async () => {
  await guard();
  await db.query(insert);
  expect(await failureOf(db, insert)).toMatchObject(singleton);
  await db.query('delete from public."My Settings"');
  await db.query(insert);
});

test.each(['values (1), (2)', 'select generate_series(1, 3)'])('a singleton takes no rows of %s', async (rows) => {
  await guard();
  expect(await failureOf(db, `insert into public."My Settings" ${rows}`)).toMatchObject(singleton);
  expect(await db.any('select * from public."My Settings"')).toEqual([]);
});

test('after insert it sees its own row, before update the one that is there, and a statement is one insert', async () => {
  await guard('after insert');
  expect(await failureOf(db, insert)).toMatchObject(singleton);
  await db.query('drop trigger one on public."My Settings"');
  await guard('before insert', 'statement');
  await db.query('insert into public."My Settings" values (1), (2)');
  await db.query('drop trigger one on public."My Settings"');
  await guard('before update');
  expect(await failureOf(db, 'update public."My Settings" set id = 3')).toMatchObject(singleton);
});

test('a row that the caller cannot see counts: no policy, no grant, no search_path hides it', async () => {
  await guard();
  await db.query(`${insert};
    alter table public."My Settings" enable row level security;
    create policy own on public."My Settings" for insert with check (true);
    create role utils_test_visitor; grant insert on public."My Settings" to utils_test_visitor;
    set local row_security = on; set local search_path = ''`);
  await db.setContext({ role: 'utils_test_visitor' });
  expect(await failureOf(db, insert)).toMatchObject(singleton);
  await db.query('reset role; delete from public."My Settings"');
  await db.setContext({ role: 'utils_test_visitor' });
  await db.query(insert);
});

test.each([
  ['instead of insert', 'row'],
  ['before insert', 'statement'],
])('a view does not run its code as the owner of the function, %s for each %s', async (event, level) => {
  await db.query(`
    create role utils_test_mallory; create schema lair authorization utils_test_mallory;
    create table public.loot (who text); grant insert on public.loot to public; set local role utils_test_mallory;
    create function lair.grab() returns int language sql as 'insert into public.loot values (current_user) returning 1';
    create view lair.trap as select lair.grab() as id where lair.grab() = 1;
    create function lair.pass() returns trigger language plpgsql as 'begin return new; end';
    create trigger a ${event} on lair.trap for each ${level} execute function utils.ensure_singleton();
    create trigger z instead of insert on lair.trap for each row execute function lair.pass()`);
  expect(await failureOf(db, 'insert into lair.trap values (1)')).toMatchObject({ code: '42809' });
  await db.query('reset role');
  expect(await db.any('select * from public.loot')).toEqual([]);
});

test('of two inserts at the same time one waits, and then fails', async () => {
  await db.query('create table public.singles (id int)');
  await db.query(`create trigger one before insert on public.singles for each row
    execute function utils.ensure_singleton()`);
  await db.publish();
  const [first, second] = [await db.connect(), await db.connect()];
  await first.query('begin; insert into public.singles values (1)');
  const waiting = second.query('insert into public.singles values (2)').catch((error: unknown) => error);
  await untilBlocked(db);
  await first.query('commit');
  expect(await waiting).toMatchObject(singleton);
  expect((await first.query('select id from public.singles')).rows).toEqual([{ id: 1 }]);
  await db.query('drop table public.singles');
  await db.query('drop table public."My Settings"');
  await db.publish();
});
