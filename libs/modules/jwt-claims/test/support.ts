import { join } from 'node:path';
import type { TestDatabase } from '@pgpm/testing';
import { ModuleFiles } from '../../../spec-support/index.js';

export const files = new ModuleFiles(join(__dirname, '..'));

/** What a function without arguments gives, as text. */
export async function valueOf(db: TestDatabase, name: string): Promise<string | null> {
  return (await db.one<{ value: string | null }>(`select ${name}()::text as value`)).value;
}
