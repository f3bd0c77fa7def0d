const { getConnections } = require('@pgpm/testing');

let pg, db, teardown;
beforeAll(async () => {
  ({ pg, db, teardown } = await getConnections());
  await pg.loadJson({ 'notes.notes': [{ owner: 'ann', body: 'hers' }] });
});
afterAll(() => teardown());
beforeEach(() => db.beforeEach());
afterEach(() => db.afterEach());

test('people see their own notes', async () => {
  await db.setContext({ role: 'authenticated', 'jwt.claims.user_id': 'ann' });
  expect(await db.many('select body from notes.notes')).toEqual([{ body: 'hers' }]);
  await db.setContext({ 'jwt.claims.user_id': 'ben' });
  expect(await db.any('select body from notes.notes')).toEqual([]);
});

test('nobody adds notes for others', async () => {
  await db.setContext({ role: 'authenticated', 'jwt.claims.user_id': 'ben' });
  await expect(db.none(`insert into notes.notes values ('ann', 'not hers')`)).rejects.toMatchObject({ code: '42501' });
});

test('a new note is announced', async () => {
  const announced = db.waitForNotification('notes');
  await db.setContext({ role: 'authenticated', 'jwt.claims.user_id': 'ann' });
  await db.none(`insert into notes.notes values ('ann', 'new')`);
  await db.publish();
  expect((await announced).payload).toBe('ann');
});
