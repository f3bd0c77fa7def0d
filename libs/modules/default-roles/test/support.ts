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

/**
 * The scripts of the module, for three roles of other names.
 *
 * The roles belong to the cluster, which other test files use at the same time: nothing here may change the real ones.
 */
export class ThrowAwayRoles {
  readonly suffix = `${process.pid}_${process.hrtime.bigint().toString(36)}`;
  readonly anonymous = `anonymous_${this.suffix}`;
  readonly authenticated = `authenticated_${this.suffix}`;
  readonly administrator = `administrator_${this.suffix}`;

  rename(text: string): string {
    return text.replace(/\b(anonymous|authenticated|administrator)\b/g, `$1_${this.suffix}`);
  }

  /** The scripts of all changes as one, in plan order, or in reverse order for revert. */
  script(kind: 'deploy' | 'revert' | 'verify'): string {
    const changes = kind === 'revert' ? [...planChanges()].reverse() : planChanges();
    return this.rename(changes.map((change) => readScript(kind, change)).join('\n'));
  }

  async existing(db: TestDatabase): Promise<readonly string[]> {
    const rows = await db.any<{ rolname: string }>(
      'select rolname::text from pg_catalog.pg_roles where rolname = any ($1) order by rolname',
      [[this.anonymous, this.authenticated, this.administrator]],
    );
    return rows.map(({ rolname }) => rolname);
  }

  async drop(db: TestDatabase): Promise<void> {
    await db.query(`drop role if exists ${this.administrator}, ${this.authenticated}, ${this.anonymous}`);
  }
}

/** The error of a statement that must fail. The transaction around it goes on. */
export async function failureOf(db: TestDatabase, sql: string): Promise<unknown> {
  await db.query('savepoint before_failure');
  try {
    await db.query(sql);
  } catch (error) {
    await db.query('rollback to savepoint before_failure');
    return error;
  }
  throw new Error(`must fail: ${sql}`);
}

/** Runs SQL and returns the notices and warnings that it raised, as `severity: message`. */
export async function noticesOf(db: TestDatabase, sql: string): Promise<readonly string[]> {
  const notices: string[] = [];
  const listen = (notice: { severity?: string | undefined; message?: string | undefined }): void => {
    notices.push(`${notice.severity ?? ''}: ${notice.message ?? ''}`);
  };
  db.client.on('notice', listen);
  await db.query(sql).finally(() => db.client.off('notice', listen));
  return notices;
}

/** The version of the server as 140000, 150000, ... */
export async function serverVersion(db: TestDatabase): Promise<number> {
  const { version } = await db.one<{ version: number }>(
    "select pg_catalog.current_setting('server_version_num')::integer as version",
  );
  return version;
}

/** The example of the README: its statements, and the table of its result below them. */
export function readExample(): { statements: readonly string[]; header: readonly string[]; rows: readonly string[][] } {
  const [, section = ''] = readFileSync(join(moduleRoot, 'README.md'), 'utf8').split('\n## Example\n');
  const [, sql = '', table = ''] = /```sql\n(.*?)```\n\n((?:\|.*?\n)+)/s.exec(section) ?? [];
  const cells = (line: string): string[] => Array.from(line.matchAll(/`([^`]*)`/g), ([, cell = '']) => cell);
  const [header = '', , ...rows] = table.trim().split('\n');
  return { statements: sql.trim().split(/;\n+/), header: cells(header), rows: rows.map(cells) };
}
