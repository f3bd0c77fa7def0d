import { getConnections } from '@pgpm/testing';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';

let db, teardown;
beforeAll(async () => {
  ({ db, teardown } = await getConnections({ module: 'notes', role: 'authenticated' }));
});
afterAll(() => teardown());
beforeEach(() => db.beforeEach());
afterEach(() => db.afterEach());

test.each(['ann', 'ben'])('%s begins without notes', async (name) => {
  await db.setContext({ 'jwt.claims.user_id': name });
  await db.none('insert into notes.notes values ($1, $2)', [name, 'mine']);
  expect(await db.one('select owner, body from notes.notes')).toEqual({ owner: name, body: 'mine' });
});
