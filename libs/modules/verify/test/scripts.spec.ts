import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import { failureOf } from '../../../spec-support/index.js';
import { files, names } from './support.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase({ module: 'verify' });
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

test('the plan is what other modules rely on', () => {
  expect(names).toEqual([
    'procedures/get_entity_from_str',
    'procedures/get_schema_from_str',
    'procedures/list_indexes',
    'procedures/list_memberships',
    ...['constraint', 'domain', 'extension', 'function', 'index', 'membership', 'policy', 'role', 'schema'].map(
      (what) => `procedures/verify_${what}`,
    ),
    ...['security', 'table_grant', 'table', 'trigger', 'type', 'view'].map((what) => `procedures/verify_${what}`),
  ]);
});

test('a deploy does not replace what is there', async () => {
  for (const change of names) {
    expect(await failureOf(db, files.script('deploy', change))).toMatchObject({ code: '42723' });
  }
});
