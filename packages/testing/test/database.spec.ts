import { createTestDatabase, type TestDatabase } from '../src/index.js';
import { TemporaryWorkspace } from './support/workspace.js';

const workspace = new TemporaryWorkspace({
  notes: {
    sql: `create schema notes; create table notes.notes (owner text, body text);
      do $$ begin
        if not exists (select from pg_roles where rolname = 'testing_member') then create role testing_member; end if;
      end $$;
      alter table notes.notes enable row level security;
      grant usage on schema notes to testing_member;
      grant select, insert on notes.notes to testing_member;
      create policy own on notes.notes to testing_member
        using (owner = current_setting('jwt.claims.user_id', true))
        with check (owner = current_setting('jwt.claims.user_id', true))`,
  },
});
let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase({ cwd: workspace.root, module: 'notes' });
});
afterAll(async () => {
  await db.teardown();
  await workspace.remove();
});
beforeEach(() => db.begin());
afterEach(() => db.rollback());

describe('queries', () => {
  beforeEach(() => db.none(`insert into notes.notes values ('ann', 'one'), ('ben', 'two')`));

  test('one returns the only row', async () => {
    expect(await db.one<{ body: string }>('select body from notes.notes where owner = $1', ['ann'])).toEqual({
      body: 'one',
    });
    await expect(db.one('select * from notes.notes')).rejects.toMatchObject({
      code: 'UNEXPECTED_ROWS',
      fields: { found: 2 },
    });
    await expect(db.one('select where false')).rejects.toMatchObject({ code: 'UNEXPECTED_ROWS', fields: { found: 0 } });
  });

  test('any returns all rows', async () => {
    expect(await db.any('select body from notes.notes order by body')).toEqual([{ body: 'one' }, { body: 'two' }]);
    expect(await db.any('select where false')).toEqual([]);
  });

  test('none wants no rows', async () => {
    await db.none('delete from notes.notes');
    await expect(db.none('select 1')).rejects.toMatchObject({ code: 'UNEXPECTED_ROWS' });
  });

  test('query is the one of pg', async () => {
    const result = await db.query<{ owner: string }>('select owner from notes.notes where body = $1', ['two']);
    expect(result.rowCount).toBe(1);
    expect(result.rows[0]?.owner).toBe('ben');
  });
});

describe('begin and rollback', () => {
  test.each(['first', 'second'])('a test sees nothing of the others: %s', async () => {
    expect(await db.any('select * from notes.notes')).toEqual([]);
    await db.none(`insert into notes.notes values ('ann', 'one')`);
  });

  test('rollback ends an aborted transaction, and is harmless without one', async () => {
    await expect(db.query('select 1/0')).rejects.toMatchObject({ code: '22012' });
    await db.rollback();
    await db.rollback();
    expect(await db.one('select 1 as one')).toEqual({ one: 1 });
  });

  test('begin inside of a transaction is a mistake', async () => {
    await expect(db.begin()).rejects.toMatchObject({ code: 'TRANSACTION_OPEN' });
  });
});

describe('setContext', () => {
  const who = (): Promise<unknown> =>
    db.one(`select current_user::text as role, current_setting('jwt.claims.user_id', true) as id`);

  test('acts as a role with claims, until the end of the transaction', async () => {
    await db.setContext({ role: 'testing_member', 'jwt.claims.user_id': 'ann' });
    expect(await who()).toEqual({ role: 'testing_member', id: 'ann' });
    await db.none(`insert into notes.notes values ('ann', 'mine')`);
    await expect(db.none(`insert into notes.notes values ('ben', 'his')`)).rejects.toMatchObject({ code: '42501' });
    await db.rollback();
    await db.begin();
    expect(await who()).toMatchObject({ role: 'postgres', id: '' });
  });

  test('what is left out stays, null and undefined reset', async () => {
    await db.setContext({ role: 'testing_member', 'jwt.claims.user_id': 'ann' });
    await db.setContext({ 'jwt.claims.user_id': 'ben' });
    expect(await who()).toEqual({ role: 'testing_member', id: 'ben' });
    await db.setContext({ 'jwt.claims.user_id': null });
    expect(await who()).toEqual({ role: 'testing_member', id: '' });
    await db.setContext({ role: undefined });
    expect(await who()).toMatchObject({ role: 'postgres' });
  });

  test('values are values, whatever is in them', async () => {
    const id = `'; drop table notes.notes; --`;
    await db.setContext({ 'jwt.claims.user_id': id });
    expect(await who()).toMatchObject({ id });
    await expect(db.setContext({ role: `x"; drop table notes.notes; --` })).rejects.toMatchObject({ code: '22023' });
  });

  test('refuses what is no claim', async () => {
    await expect(db.setContext({ search_path: 'notes' })).rejects.toMatchObject({ code: 'CLAIM_NAME_INVALID' });
  });

  test('outside of a transaction it holds for all that follow', async () => {
    await db.rollback();
    await db.setContext({ role: 'testing_member', 'jwt.claims.user_id': 'ann' });
    await db.begin();
    await db.setContext({ 'jwt.claims.user_id': 'ben' });
    await db.rollback();
    expect(await who()).toEqual({ role: 'testing_member', id: 'ann' });
    await db.setContext({ role: null, 'jwt.claims.user_id': null });
    expect(await who()).toEqual({ role: 'postgres', id: '' });
  });
});

test('connect opens another session of the same database', async () => {
  const other = await db.connect();
  await db.none(`insert into notes.notes values ('ann', 'one')`);
  expect((await other.query('select * from notes.notes')).rowCount).toBe(0);
  const { rows } = await other.query<{ name: string }>('select current_database() as name');
  expect(rows).toEqual([{ name: db.name }]);
});
