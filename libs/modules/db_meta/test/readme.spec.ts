import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import { expectExample } from '../../../spec-support/index.js';
import { files } from './support.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase({ module: 'db_meta' });
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

test.each(['Example', 'Roles and privileges'])(
  'what stands below %s gives the result that it shows',
  async (heading) => {
    await expectExample(db, files.text('README.md'), heading);
  },
);
