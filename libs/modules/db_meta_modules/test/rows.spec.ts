import type { TestDatabase } from '@pgpm/testing';
import { failureOf } from '../../../spec-support/index.js';
import { completeRow, documented, insert, insertShop, nil, openDatabase, owner, type Shop } from './support.js';

let db: TestDatabase;
let shop: Shop;
beforeAll(async () => {
  db = await openDatabase();
});
afterAll(() => db.teardown());
beforeEach(async () => {
  await db.begin();
  shop = await insertShop(db, 'shop', owner);
});
afterEach(() => db.rollback());

const tables = [...documented.keys()].map((name) => name.replace('meta_public.', ''));

/** The defaults that a row gets, as text. */
async function defaultsOf(table: string): Promise<Readonly<Record<string, unknown>>> {
  const { id, ...row } = await insert(db, table, completeRow(table, shop));
  expect(id).toMatch(/^[0-9a-f-]{36}$/);
  return row;
}

test.each([
  ['users_module', { table_name: 'users', type_table_name: 'role_types' }],
  [
    'rls_module',
    {
      authenticate: 'authenticate',
      authenticate_strict: 'authenticate_strict',
      current_role: 'current_user',
      current_role_id: 'current_user_id',
    },
  ],
  ['tokens_module', { tokens_table: 'api_tokens', tokens_default_expiration: { days: 3 } }],
  ['uuid_module', { uuid_function: 'uuid_generate_v4' }],
  ['secrets_module', { table_name: 'secrets' }],
  ['encrypted_secrets_module', { table_name: 'encrypted_secrets' }],
  ['membership_types_module', { table_name: 'membership_types' }],
  ['permissions_module', { bitlen: 24, table_name: '', get_mask: '' }],
  ['field_module', { data: {}, triggers: null }],
  ['denormalized_table_field', { use_updates: true, update_defaults: true, func_order: 0 }],
  ['crypto_addresses_module', { crypto_network: 'BTC' }],
  [
    'user_auth_module',
    {
      audits_table_name: 'audit_logs',
      sign_in_function: 'login',
      sign_up_function: 'register',
      sign_out_function: 'logout',
      delete_account_function: 'confirm_delete_account',
      sign_in_one_time_token_function: 'login_one_time_token',
    },
  ],
])('%s has defaults', async (table, defaults) => {
  expect(await defaultsOf(table)).toMatchObject(defaults);
});

test('a database can have settings of default ids, and nothing else in them', async () => {
  expect(await defaultsOf('default_ids_module')).toEqual({ database_id: shop.database });
});

test.each(tables.filter((table) => table !== 'rls_module'))('a database can have several rows of %s', async (table) => {
  await insert(db, table, completeRow(table, shop));
  await insert(db, table, completeRow(table, shop));
});

test('an API has one row of rls_module', async () => {
  await insert(db, 'rls_module', completeRow('rls_module', shop));
  await expect(insert(db, 'rls_module', completeRow('rls_module', shop))).rejects.toMatchObject({
    code: '23505',
    constraint: 'api_id_uniq',
  });
});

test('a row without ids refers to nothing', async () => {
  const sql = 'insert into meta_public.users_module (database_id) values ($1)';
  expect(await failureOf(db, sql, [shop.database])).toMatchObject({
    code: '23503',
    constraint: 'schema_fkey',
    detail: `Key (schema_id)=(${nil}) is not present in table "schema".`,
  });
});

test.each(tables)('a row of %s needs a database', async (table) => {
  const { database_id, ...row } = { database_id: '', ...completeRow(table, shop) };
  expect(database_id).toBe(shop.database);
  const columns = Object.keys(row);
  const values = columns.map((_, i) => `$${String(i + 1)}`).join(', ');
  const sql =
    columns.length === 0
      ? `insert into meta_public.${table} default values`
      : `insert into meta_public.${table} (${columns.join(', ')}) values (${values})`;
  expect(await failureOf(db, sql, Object.values(row))).toMatchObject({ code: '23502', column: 'database_id' });
});

test('audits_table_id may stay open', async () => {
  const row = { ...completeRow('user_auth_module', shop), audits_table_id: nil };
  expect(await insert(db, 'user_auth_module', row)).toMatchObject({ audits_table_id: nil });
});

test.each([
  ['collections_public.database', 'database'],
  ['collections_public.schema', 'schema'],
  ['collections_public.table', 'table'],
  ['meta_public.apis', 'apis'],
] as const)('with a row of %s go the settings that name it, and those of others stay', async (parent, key) => {
  const other = await insertShop(db, 'other', owner);
  const affected = tables.filter(
    (table) => Object.values(completeRow(table, shop)).includes(shop[key]) || key === 'database',
  );
  for (const table of tables) {
    await insert(db, table, completeRow(table, shop));
    await insert(db, table, completeRow(table, other));
  }
  await db.query(`delete from ${parent} where id = $1`, [shop[key]]);
  for (const table of affected) {
    expect(await db.any(`select database_id as id from meta_public.${table}`)).toEqual([{ id: other.database }]);
  }
  expect(affected.length).toBeGreaterThan(0);
});
