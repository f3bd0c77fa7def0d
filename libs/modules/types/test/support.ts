import { join } from 'node:path';
import type { TestDatabase } from '@pgpm/testing';
import { ModuleFiles } from '../../../spec-support/index.js';

export const files = new ModuleFiles(join(__dirname, '..'));

/** Whether the text is a value of the domain; any other error than the violation of its own check is thrown. */
export async function accepts(db: TestDatabase, domain: string, text: string | null): Promise<boolean> {
  await db.query('savepoint before_value');
  try {
    await db.query(`select $1::public.${domain}`, [text]);
    return true;
  } catch (error) {
    await db.query('rollback to savepoint before_value');
    expect(error).toMatchObject({
      code: '23514',
      message: `value for domain ${domain} violates check constraint "${domain}_check"`,
      constraint: `${domain}_check`,
    });
    return false;
  }
}
