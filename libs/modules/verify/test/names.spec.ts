import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import { failureOf } from '../../../spec-support/index.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase({ module: 'verify' });
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

test.each([
  ['app.users', 'app', 'users'],
  ['users', 'public', 'users'],
  ['App.Users', 'app', 'users'],
  ['"App"."Users"', 'App', 'Users'],
  ['"Odd S"."T b"', 'Odd S', 'T b'],
  ['"a.b".c', 'a.b', 'c'],
  ['a . b', 'a', 'b'],
  ['"say ""hi"""', 'public', 'say "hi"'],
  ['größe.été', 'größe', 'été'],
  ['table', 'public', 'table'],
  [null, null, null],
])('reads the name %s', async (name, schema, entity) => {
  const parts = await db.one(
    'select public.get_schema_from_str($1) as schema, public.get_entity_from_str($1) as entity',
    [name],
  );
  expect(parts).toEqual({ schema, entity });
});

describe.each(['get_schema_from_str', 'get_entity_from_str'])('%s', (routine) => {
  test.each(['', '1abc', 'f(int)', 'a.', 'a b', '"open', 'a.b.c', 'a.b.c.d'])('refuses the name %j', async (name) => {
    expect(await failureOf(db, `select public.${routine}($1)`, [name])).toMatchObject({
      code: '22023',
      message: `string is not a valid identifier: "${name}"`,
    });
  });
});
