import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import { describeTables, parseTableDescriptions, type TableDescriptions } from '../../../spec-support/index.js';
import { files } from './support.js';

// What stands in tables/*.txt is public: clients read the catalog, and the GraphQL layer takes its names from there.
describe.each([
  ['collections_public', 20],
  ['meta_public', 10],
])('the tables of %s', (schema, count) => {
  const documented = parseTableDescriptions(files.text(`test/tables/${schema}.txt`));
  let db: TestDatabase;
  let actual: TableDescriptions;
  beforeAll(async () => {
    db = await createTestDatabase({ module: 'db_meta' });
    actual = await describeTables(db, schema);
  });
  afterAll(() => db.teardown());

  test('are the documented ones', () => {
    expect([...actual.keys()].sort()).toEqual([...documented.keys()].sort());
    expect(actual.size).toBe(count);
  });

  test.each([...documented])('%s has the documented columns, constraints and indexes', (table, lines) => {
    expect(actual.get(table)).toEqual(lines);
  });

  test('have comments', async () => {
    const { silent } = await db.one<{ silent: readonly string[] }>(
      `select array(
         select c.relname::text from pg_class as c
         where c.relkind = 'r' and c.relnamespace = $1::regnamespace and obj_description(c.oid, 'pg_class') is null
       ) as silent`,
      [schema],
    );
    expect(silent).toEqual([]);
  });
});

describe('in the catalog', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await createTestDatabase({ module: 'db_meta' });
  });
  afterAll(() => db.teardown());

  test('28 foreign keys are called db_fkey', async () => {
    const { count } = await db.one<{ count: string }>(
      `select count(*) from information_schema.table_constraints where constraint_name = 'db_fkey'`,
    );
    expect(Number(count)).toBe(28);
  });

  test('a tag of the GraphQL layer hides the hash of a schema', async () => {
    const { tag } = await db.one<{ tag: string | null }>(
      `select col_description('collections_public.database'::regclass, attnum) as tag
       from pg_attribute where attrelid = 'collections_public.database'::regclass and attname = 'schema_hash'`,
    );
    expect(tag).toBe('@omit');
  });

  test.each(['collections_public', 'meta_public'])('no comment but of the hash tags a column of %s', async (schema) => {
    const tagged = await db.any<{ name: string }>(
      `select a.attname as name from pg_attribute as a join pg_class as c on c.oid = a.attrelid
       where c.relnamespace = $1::regnamespace and a.attname <> 'schema_hash'
         and (col_description(c.oid, a.attnum) like '%@%' or obj_description(c.oid, 'pg_class') like '%@%')`,
      [schema],
    );
    expect(tagged).toEqual([]);
  });
});
