import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';

import { getConnections } from '@pgpm/testing';

let pg, db, teardown;
before(async () => {
  ({ pg, db, teardown } = await getConnections({ module: 'notes' }));
});
after(() => teardown());
beforeEach(() => db.beforeEach());
afterEach(() => db.afterEach());

test('visitors see nothing', async () => {
  await pg.none(`insert into notes.notes values ('ann', 'hers')`);
  await assert.rejects(db.any('select * from notes.notes'), { code: '42501' });
});
