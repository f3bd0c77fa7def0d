import { createTestDatabase, type TestDatabase } from '@pgpm/testing';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase({ module: ['types', 'default-roles'] });
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

test('the case of an e-mail address does not matter', async () => {
  expect(await db.one(`select 'Ann@Example.com'::email = 'ann@example.com' as same`)).toEqual({ same: true });
});

test('text without an @ is no e-mail address', async () => {
  await expect(db.query(`select 'ann'::email`)).rejects.toMatchObject({ code: '23514' });
});

test('a visitor reads only what was granted', async () => {
  await db.none('create table public.notes (body text)');
  await db.none('grant select on public.notes to authenticated');
  await db.setContext({ role: 'authenticated', 'jwt.claims.user_id': '7' });
  expect(await db.any('select * from public.notes')).toEqual([]);
  await db.setContext({ role: 'anonymous', 'jwt.claims.user_id': null });
  await expect(db.any('select * from public.notes')).rejects.toMatchObject({ code: '42501' });
});
