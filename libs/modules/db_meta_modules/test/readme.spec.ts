import type { TestDatabase } from '@pgpm/testing';
import { expectExample } from '../../../spec-support/index.js';
import { files, openDatabase } from './support.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await openDatabase();
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

test('the example of the README gives the result that it shows', async () => {
  await expectExample(db, files.text('README.md'));
});
