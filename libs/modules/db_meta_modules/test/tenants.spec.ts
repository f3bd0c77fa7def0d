import type { TestDatabase } from '@pgpm/testing';
import { failureOf } from '../../../spec-support/index.js';
import {
  completeRow,
  documented,
  insert,
  insertShop,
  nil,
  openDatabase,
  owner,
  references,
  stranger,
  type Shop,
} from './support.js';

// Weaknesses 1 and 4 of the reference: settings may name what belongs to another tenant, or nothing at all.
let db: TestDatabase;
let mine: Shop;
let theirs: Shop;
beforeAll(async () => {
  db = await openDatabase();
});
afterAll(() => db.teardown());
beforeEach(async () => {
  await db.begin();
  mine = await insertShop(db, 'shop', owner);
  theirs = await insertShop(db, 'victim', stranger);
});
afterEach(() => db.rollback());

const tables = [...documented.keys()].map((name) => name.replace('meta_public.', ''));
const columns = tables.flatMap((table) =>
  [...references(table)].map(([column, valueOf]) => [table, column, valueOf] as const),
);

test('98 columns point somewhere', () => {
  expect(columns).toHaveLength(92 + 6);
});

test.each(columns)('%s.%s must not point into another database', async (table, column, valueOf) => {
  const row = completeRow(table, mine);
  const { id } = await insert(db, table, row);
  const refused = { code: '23503', table, column };
  const update = `update meta_public.${table} set ${column} = $1 where id = $2`;
  expect(await failureOf(db, update, [valueOf(theirs), id])).toMatchObject(refused);
  await db.query('delete from meta_public.rls_module');
  await expect(insert(db, table, { ...row, [column]: valueOf(theirs) })).rejects.toMatchObject(refused);
});

test.each([
  ['crypto_auth_module', 'addresses_table_id'],
  ['memberships_module', 'admin_grants_table_id'],
  ['memberships_module', 'owner_grants_table_id'],
  ['user_auth_module', 'audits_table_id'],
  ['denormalized_table_field', 'set_ids'],
  ['denormalized_table_field', 'ref_ids'],
])('%s.%s, which has no foreign key, points to what is there or is still open', async (table, column) => {
  const value = (id: string) => (column.endsWith('_ids') ? [id] : id);
  const row = completeRow(table, mine);
  expect(await insert(db, table, { ...row, [column]: value(nil) })).toMatchObject({ [column]: value(nil) });
  const unknown = value('0d0d0d0d-1111-4222-8333-444444444444');
  await expect(insert(db, table, { ...row, [column]: unknown })).rejects.toMatchObject({ code: '23503', column });
});

test.each(tables)('a row of %s does not move to another database', async (table) => {
  await insert(db, table, completeRow(table, mine));
  const sql = `update meta_public.${table} set database_id = $1`;
  expect(await failureOf(db, sql, [theirs.database])).toMatchObject({ code: '23000', table, column: 'database_id' });
});
