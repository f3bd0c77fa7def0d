import { join } from 'node:path';
import type { TestDatabase } from '@pgpm/testing';
import { ModuleFiles } from '../../../spec-support/index.js';

export const files = new ModuleFiles(join(__dirname, '..'));

/** The value of an expression, as text. */
export async function valueOf(db: TestDatabase, sql: string, params: unknown[] = []): Promise<string | null> {
  const { value } = await db.one<{ value: string | null }>(`select (${sql})::text as value`, params);
  return value;
}
