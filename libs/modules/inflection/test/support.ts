import { join } from 'node:path';
import type { TestDatabase } from '@pgpm/testing';
import { ModuleFiles } from '../../../spec-support/index.js';

export const files = new ModuleFiles(join(__dirname, '..'));

/** The results of a function of the schema inflection for many texts, in their order. */
export async function results(db: TestDatabase, name: string, texts: readonly string[]): Promise<readonly unknown[]> {
  const rows = await db.any<{ result: unknown }>(
    `select inflection.${name}(input.str) as result
     from pg_catalog.unnest($1::text[]) with ordinality as input (str, position) order by input.position`,
    [texts],
  );
  return rows.map(({ result }) => result);
}
