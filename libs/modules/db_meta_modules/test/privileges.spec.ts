import type { TestDatabase } from '@pgpm/testing';
import { failureOf } from '../../../spec-support/index.js';
import { completeRow, documented, insert, insertShop, openDatabase, owner, stranger } from './support.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await openDatabase();
});
afterAll(() => db.teardown());
beforeEach(async () => {
  await db.begin();
  for (const [name, user] of [['shop', owner] as const, ['victim', stranger] as const]) {
    const shop = await insertShop(db, name, user);
    for (const table of tables) await insert(db, table, completeRow(table, shop));
  }
});
afterEach(() => db.rollback());

const tables = [...documented.keys()].map((name) => name.replace('meta_public.', ''));
const all = ['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger'];

test.each(tables)('%s is for administrators only', async (table) => {
  const { roles } = await db.one<{ roles: readonly string[] }>(
    `select array_agg(r || ' ' || p order by r) as roles
     from unnest(array['anonymous', 'authenticated', 'administrator']) as r, unnest($1::text[]) as p
     where has_table_privilege(r, 'meta_public.' || $2, p)`,
    [all, table],
  );
  expect([...roles].sort()).toEqual(all.map((privilege) => `administrator ${privilege}`).sort());
});

// Weakness 6 of the reference: who may read depends on who deploys.
test('administrators do not depend on default privileges', async () => {
  await db.query('alter default privileges in schema meta_public revoke all on tables from administrator');
  await db.setContext({ role: 'administrator' });
  for (const table of tables) expect(await db.any(`select from meta_public.${table}`)).toHaveLength(2);
});

describe('authenticated', () => {
  test.each(tables)('does not read %s', async (table) => {
    await db.setContext({ role: 'authenticated', 'jwt.claims.user_id': owner });
    expect(await failureOf(db, `select from meta_public.${table}`)).toMatchObject({ code: '42501' });
  });

  test.each(tables)('with %s granted by hand reads as a server all rows, as a user the own ones', async (table) => {
    await db.query('grant select on all tables in schema meta_public to authenticated');
    await db.setContext({ role: 'authenticated', 'jwt.claims.user_id': null });
    expect(await db.any(`select from meta_public.${table}`)).toHaveLength(2);
    await db.setContext({ role: 'authenticated', 'jwt.claims.user_id': owner });
    expect(
      await db.any(
        `select d.owner_id as owner from meta_public.${table} as m
         join collections_public.database as d on d.id = m.database_id`,
      ),
    ).toEqual([{ owner }]);
    await db.setContext({ role: 'authenticated', 'jwt.claims.user_id': 'no uuid' });
    expect(await db.any(`select from meta_public.${table}`)).toEqual([]);
  });
});
