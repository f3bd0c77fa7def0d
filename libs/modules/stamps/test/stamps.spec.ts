import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import { noticesOf } from '../../../spec-support/index.js';
import { ann, ben, notes } from './support.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase({ module: 'stamps' });
});
afterAll(() => db.teardown());
beforeEach(async () => {
  await db.begin();
  await db.query(notes);
});
afterEach(() => db.rollback());

/** The stamps of all notes, where a time is either the start of the transaction or something else. */
const stamps = (): Promise<readonly unknown[]> =>
  db.any(`select created_at = now() as created_now, updated_at = now() as updated_now, created_by, updated_by
    from public.notes order by id`);

test('an insert without a user has the time of the transaction and nobody, whatever it says', async () => {
  await db.query(
    `insert into public.notes (created_at, updated_at, created_by, updated_by)
     values ('2000-01-01', '2000-01-01', $1, $1), (null, null, null, null)`,
    ['99999999-9999-4999-8999-999999999999'],
  );
  const stamped = { created_now: true, updated_now: true, created_by: null, updated_by: null };
  expect(await stamps()).toEqual([stamped, stamped]);
});

test('an update keeps who created the row and when, and says who changed it', async () => {
  await db.setContext({ 'jwt.claims.user_id': ann });
  await db.query(`insert into public.notes (body) values ('first')`);
  expect(await stamps()).toEqual([{ created_now: true, updated_now: true, created_by: ann, updated_by: ann }]);
  await db.query(`
    alter table public.notes disable trigger user;
    update public.notes set created_at = '2020-01-01', updated_at = '2020-01-01';
    alter table public.notes enable trigger user`);
  await db.setContext({ 'jwt.claims.user_id': ben });
  await db.query(
    `update public.notes set created_at = now(), updated_at = '2000-01-01', created_by = $1, updated_by = $1`,
    ['99999999-9999-4999-8999-999999999999'],
  );
  expect(await stamps()).toEqual([{ created_now: false, updated_now: true, created_by: ann, updated_by: ben }]);
  expect(await db.one(`select created_at = '2020-01-01' as kept from public.notes`)).toEqual({ kept: true });
});

test.each([
  ['not-a-uuid', ['NOTICE: Invalid UUID value']],
  ['', []],
])('an update with the claim %j keeps the creator and is nobody’s', async (claim, notices) => {
  await db.setContext({ 'jwt.claims.user_id': ann });
  await db.query(`insert into public.notes (body) values ('first')`);
  await db.setContext({ 'jwt.claims.user_id': claim });
  expect(await noticesOf(db, `update public.notes set body = 'second'`)).toEqual(notices);
  expect(await stamps()).toEqual([{ created_now: true, updated_now: true, created_by: ann, updated_by: null }]);
});

test('an upsert stamps the insert or the update', async () => {
  await db.query('create unique index on public.notes (body)');
  const upsert = `insert into public.notes (body) values ('one') on conflict (body) do update set body = excluded.body`;
  await db.setContext({ 'jwt.claims.user_id': ann });
  await db.query(upsert);
  await db.setContext({ 'jwt.claims.user_id': ben });
  await db.query(upsert);
  expect(await stamps()).toEqual([{ created_now: true, updated_now: true, created_by: ann, updated_by: ben }]);
});

test('a role of requests gets stamps, and cannot forge them', async () => {
  await db.setContext({ role: 'authenticated', 'jwt.claims.user_id': ann });
  await db.query('insert into public.notes (created_by) values ($1)', [ben]);
  await db.query('update public.notes set created_by = $1, updated_by = $1', [ben]);
  expect(await stamps()).toEqual([{ created_now: true, updated_now: true, created_by: ann, updated_by: ann }]);
});

test('columns of other types of time are assigned with a cast', async () => {
  await db.query(`
    create table public.days (created_at date, updated_at timestamp);
    create trigger times before insert or update on public.days for each row execute function stamps.timestamps();
    insert into public.days default values`);
  expect(
    await db.one('select created_at = current_date as day, updated_at = localtimestamp as local from public.days'),
  ).toEqual({ day: true, local: true });
});

test('each works alone, and without a change when the trigger says so', async () => {
  await db.query(`
    drop trigger people on public.notes;
    drop trigger times on public.notes;
    create trigger people before update on public.notes for each row
      when (old.* is distinct from new.*) execute function stamps.peoplestamps();
    insert into public.notes (body) values ('one')`);
  await db.setContext({ 'jwt.claims.user_id': ann });
  await db.query(`update public.notes set body = 'one'`);
  expect(await db.one('select updated_by, updated_at from public.notes')).toEqual({
    updated_by: null,
    updated_at: null,
  });
  await db.query(`update public.notes set body = 'two'`);
  expect(await db.one('select updated_by, updated_at from public.notes')).toEqual({
    updated_by: ann,
    updated_at: null,
  });
});
