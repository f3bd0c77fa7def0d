import { join } from 'node:path';
import type { TestDatabase } from '@pgpm/testing';
import { ModuleFiles } from '../../../spec-support/index.js';

export const files = new ModuleFiles(join(__dirname, '..'));

/** The changes of the plan, in plan order. */
export const names = files.changes().map(({ name }) => name);

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
    const changes = kind === 'revert' ? [...names].reverse() : names;
    return this.rename(changes.map((change) => files.script(kind, change)).join('\n'));
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

/** The version of the server as 140000, 150000, ... */
export async function serverVersion(db: TestDatabase): Promise<number> {
  const { version } = await db.one<{ version: number }>(
    "select pg_catalog.current_setting('server_version_num')::integer as version",
  );
  return version;
}
