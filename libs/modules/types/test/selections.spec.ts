import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import { accepts } from './support.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase({ module: 'types' });
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

describe.each(['single_select', 'multiple_select'])('%s', (domain) => {
  test.each([
    '{"value":"a"}',
    '{"value":null}',
    '{"value":["a","b"]}',
    '{"value":{}}',
    '{"value":"été","label":"Été"}',
    null,
  ])('accepts %s', async (text) => expect(await accepts(db, domain, text)).toBe(true));

  test.each(['{}', '{"values":[]}', '{"Value":1}', '{"a":{"value":1}}', '1', 'null', '[]', '["value"]', '"value"'])(
    'refuses %s',
    async (text) => expect(await accepts(db, domain, text)).toBe(false),
  );
});
