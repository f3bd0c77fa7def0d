import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import { failureOf } from '../../../spec-support/index.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase({ module: 'uuid' });
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

const own = '00000000-0000-4000-8000-000000000000';

/** A table whose trigger calls a function of the module with arguments. */
const table = (columns: string, call: string, event = 'before insert or update'): string => `
  create table public.items (${columns});
  create trigger ids ${event} on public.items for each row execute function uuids.${call}`;

const ids = async (column = 'id'): Promise<readonly string[]> =>
  (await db.any<{ id: string }>(`select ${column} as id from public.items`)).map(({ id }) => id);

test('an id with a literal seed replaces what a statement says, on update again', async () => {
  await db.query(table('id uuid, note text', `trigger_set_uuid_seed('id', 'tenant-a')`));
  await db.query(`insert into public.items values ($1, 'kept')`, [own]);
  const [first] = await ids();
  expect(first).toMatch(/^d1.{12}4/);
  await db.query('update public.items set id = $1', [own]);
  const [second] = await ids();
  expect(second).toMatch(/^d1.{12}4/);
  expect(second).not.toBe(first);
  expect(await db.any('select note from public.items')).toEqual([{ note: 'kept' }]);
});

test.each([
  ['int', '42', '42'],
  ['boolean', 'true', 'true'],
  ['text', `''`, ''],
  ['text', `'Ünïcode "🐘"'`, 'Ünïcode "🐘"'],
  ['numeric', '1.10', '1.10'],
  ['float8', '1e20', '1e+20'],
  ['jsonb', `'{"b": [1, 2]}'`, '{"b": [1, 2]}'],
  ['timestamptz', `'2020-01-01 00:00:00+00'`, '2020-01-01T00:00:00+00:00'],
])('a seed column of type %s with %s counts as the text %j', async (type, value, seed) => {
  await db.query(
    `set local time zone 'UTC'; ${table(`id uuid, tenant ${type}`, `trigger_set_uuid_related_field('id', 'tenant')`)}`,
  );
  await db.query(`insert into public.items (id, tenant) values ('${own}', ${value})`);
  expect(await db.any('select left(id::text, 2) = left(md5($1), 2) as same from public.items', [seed])).toEqual([
    { same: true },
  ]);
});

test.each([
  [`trigger_set_uuid_related_field('id', 'tenant')`],
  [`trigger_set_uuid_related_field('id', 'missing')`],
  [`trigger_set_uuid_related_field('id')`],
  [`trigger_set_uuid_seed('id')`],
])('without a seed %s names the table', async (call) => {
  await db.query(table('id uuid, tenant text', call));
  expect(await failureOf(db, 'insert into public.items default values')).toMatchObject({
    code: 'P0001',
    message: 'UUID seed is NULL on table items',
  });
});

describe.each([
  ['trigger_set_uuid_seed', 'x'],
  ['trigger_set_uuid_related_field', 'seed'],
])('%s', (name, second) => {
  const call = (target: string): string => `${name}('${target.replaceAll(`'`, `''`)}', '${second}')`;

  test.each(['My Id', 'a"b', `it's`, 'a=>b', 'back\\slash', 'ünï', 'id'])('sets a column named %j', async (column) => {
    const quoted = `"${column.replaceAll('"', '""')}"`;
    await db.query(table(`${quoted} uuid, seed text default 's'`, call(column)));
    await db.query('insert into public.items default values');
    expect(await ids(quoted)).toEqual([expect.stringMatching(/^.{14}4/)]);
  });

  test.each([
    ['"My Id"', 'My Id'],
    ['"a\\"b"', 'a"b'],
    ['"id"', 'id'],
  ])('takes %s for the column %j', async (target, column) => {
    const quoted = `"${column.replaceAll('"', '""')}"`;
    await db.query(table(`${quoted} uuid, seed text default 's'`, call(target)));
    await db.query('insert into public.items default values');
    expect(await ids(quoted)).toEqual([expect.stringMatching(/^.{14}4/)]);
  });

  test.each([
    ['missing', 'missing'],
    ['ID', 'ID'],
    ['ctid', 'ctid'],
    ['"missing"', 'missing'],
    ['"', '"'],
    ['', ''],
  ])('refuses the target %j', async (target, column) => {
    await db.query(table(`id uuid, seed text default 's'`, call(target)));
    expect(await failureOf(db, 'insert into public.items default values')).toMatchObject({
      code: '42703',
      message: `column "${column}" of table "items" does not exist`,
    });
  });

  test('fills a text column, and none of other types', async () => {
    await db.query(table(`id text, seed text default 's'`, call('id')));
    await db.query('insert into public.items default values');
    expect(await ids()).toEqual([expect.stringMatching(/^.{14}4/)]);
    await db.query('alter table public.items alter id type int using 1');
    expect(await failureOf(db, 'insert into public.items default values')).toMatchObject({ code: '22P02' });
  });

  test('after the event changes nothing', async () => {
    await db.query(table(`id uuid, seed text default 's'`, call('id'), 'after insert'));
    await db.query('insert into public.items (id) values ($1)', [own]);
    expect(await ids()).toEqual([own]);
  });

  test('does not cancel deletes in silence', async () => {
    await db.query(table(`id uuid, seed text default 's'`, call('id'), 'before delete'));
    await db.query('insert into public.items (id) values ($1)', [own]);
    expect(await failureOf(db, 'delete from public.items')).toMatchObject({ code: '39P01' });
    expect(await ids()).toEqual([own]);
  });

  test('works without extensions, for whoever may insert, on any search_path', async () => {
    await db.query(`
      ${table(`gone int, id uuid, seed text default 's', twice text generated always as (seed || seed) stored`, call('id'))};
      alter table public.items drop gone;
      create role uuid_test_visitor; grant insert on public.items to uuid_test_visitor`);
    await db.setContext({ role: 'uuid_test_visitor' });
    await db.query(`set local search_path = ''; insert into public.items default values`);
    await db.query('reset role');
    expect(await db.any('select seed, twice, id is null as missing from public.items')).toEqual([
      { seed: 's', twice: 'ss', missing: false },
    ]);
  });
});
