import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestDatabase } from '@pgpm/testing';

const moduleRoot = join(__dirname, '..');

/** The changes of the plan, in plan order. */
export function planChanges(): readonly string[] {
  const lines = readFileSync(join(moduleRoot, 'pgpm.plan'), 'utf8').split('\n');
  return lines.flatMap((line) => /^[^\s%#@]+/.exec(line) ?? []);
}

export function readScript(kind: 'deploy' | 'revert' | 'verify', change: string): string {
  return readFileSync(join(moduleRoot, kind, `${change}.sql`), 'utf8');
}

/** The error of a statement that must fail. The transaction around it goes on. */
export async function failureOf(db: TestDatabase, sql: string, params: unknown[] = []): Promise<unknown> {
  await db.query('savepoint before_failure');
  try {
    await db.query(sql, params);
  } catch (error) {
    await db.query('rollback to savepoint before_failure');
    return error;
  }
  throw new Error(`must fail: ${sql}`);
}

/** The example of the README: its statements, and the table of its result below them. */
export function readExample(): { statements: readonly string[]; header: readonly string[]; rows: readonly string[][] } {
  const [, section = ''] = readFileSync(join(moduleRoot, 'README.md'), 'utf8').split('\n## Example\n');
  const [, sql = '', table = ''] = /```sql\n(.*?)```\n\n((?:\|.*?\n)+)/s.exec(section) ?? [];
  const cells = (line: string): string[] => Array.from(line.matchAll(/`([^`]*)`/g), ([, cell = '']) => cell);
  const [header = '', , ...rows] = table.trim().split('\n');
  return { statements: sql.trim().split(/;\n+/), header: cells(header), rows: rows.map(cells) };
}

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
