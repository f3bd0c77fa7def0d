import { join } from 'node:path';
import type { TestDatabase } from '@pgpm/testing';
import { ModuleFiles } from '../../../spec-support/index.js';

export const files = new ModuleFiles(join(__dirname, '..'));

/** The results of many calls of an expression, as text. */
export async function draws(db: TestDatabase, call: string, count = 500): Promise<readonly (string | null)[]> {
  const rows = await db.any<{ drawn: string | null }>(
    `select (${call})::text as drawn from pg_catalog.generate_series(1, $1)`,
    [count],
  );
  return rows.map(({ drawn }) => drawn);
}

/** The same, where none may be null. */
export async function texts(db: TestDatabase, call: string, count = 500): Promise<readonly string[]> {
  return (await draws(db, call, count)).map((drawn) => {
    if (drawn === null) throw new Error(`${call} gave null`);
    return drawn;
  });
}

/** The words of a type of the dictionary. */
export async function wordsOf(db: TestDatabase, type: string): Promise<readonly string[]> {
  const rows = await db.any<{ word: string }>('select word from faker.dictionary where type = $1', [type]);
  return rows.map(({ word }) => word);
}
