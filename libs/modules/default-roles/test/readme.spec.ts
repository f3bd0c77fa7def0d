import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import { readExample } from './support.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase({ module: 'default-roles' });
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

test('the example of the README gives the result that it shows', async () => {
  const { statements, header, rows } = readExample();
  const query = statements.at(-1) ?? '';
  for (const statement of statements.slice(0, -1)) await db.query(statement);
  const results = await db.any<Record<string, unknown>>(query);
  expect(Object.keys(results[0] ?? {})).toEqual(header);
  expect(results.map((result) => Object.values(result).map(String))).toEqual(rows);
});
