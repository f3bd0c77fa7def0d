import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import { expectExample } from '../../../spec-support/index.js';
import { files } from './support.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase({ module: ['measurements', 'default-roles'] });
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

test('the example of the README gives the result that it shows', async () => {
  await expectExample(db, files.text('README.md'));
});

test('the grants of the README let visitors read the catalogue and nothing else', async () => {
  await expectExample(db, files.text('README.md'), 'Roles and privileges');
  await db.setContext({ role: 'anonymous' });
  await expect(db.query('delete from measurements.quantities')).rejects.toMatchObject({ code: '42501' });
});
