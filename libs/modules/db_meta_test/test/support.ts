import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import { ModuleFiles } from '../../../spec-support/index.js';

export const files = new ModuleFiles(join(__dirname, '..'));
export const openDatabase = (): Promise<TestDatabase> => createTestDatabase({ module: 'db_meta_test' });

export const change = 'procedures/test';
export const owner = '07281002-1699-4762-57e3-ab1b92243120';

/** The tables with rows, and how many. */
export async function counts(db: TestDatabase): Promise<Readonly<Record<string, number>>> {
  const rows = await db.any<{ name: string; count: number }>(
    `select name, count from (
       select t.table_schema || '.' || t.table_name as name, (xpath('/row/count/text()', query_to_xml(
         format('select count(*) from %I.%I', t.table_schema, t.table_name), false, true, '')))[1]::text::int as count
       from information_schema.tables as t
       where t.table_schema in ('collections_public', 'meta_public', 'meta_private') and t.table_name <> 'extension'
     ) as t where count > 0`,
  );
  return Object.fromEntries(rows.map(({ name, count }) => [name, count]));
}
