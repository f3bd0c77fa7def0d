import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import { call, type Job, type Queryable, type Schedule } from '../../jobs/test/support.js';
import { ModuleFiles } from '../../../spec-support/index.js';

// What both queues have in common. The specs of jobs that this module runs get all they need from here.
export * from '../../jobs/test/support.js';

export const files = new ModuleFiles(join(__dirname, '..'));

/** Two tenants. What the specs of jobs do, they do as the first one. */
export const T1 = '0b0b0b0b-1111-4222-8333-444444444444';
export const T2 = '0c0c0c0c-1111-4222-8333-444444444444';

type Arguments = Readonly<Record<string, unknown>>;

/** A database with the module where rows without a tenant are of the first one, and so are requests. */
export async function openDatabase(): Promise<TestDatabase> {
  const db = await createTestDatabase({ module: 'database-jobs' });
  await db.query(`
    alter table app_jobs.jobs alter database_id set default '${T1}';
    alter table app_jobs.scheduled_jobs alter database_id set default '${T1}';
    set jwt.claims.database_id = '${T1}';`);
  return db;
}

export const addJob = (db: Queryable, identifier: string, args: Arguments = {}): Promise<TenantJob> =>
  call(db, 'add_job', { db_id: T1, identifier, ...args });

export const addSchedule = (db: Queryable, identifier: string, args: Arguments = {}): Promise<TenantSchedule> =>
  call(db, 'add_scheduled_job', { db_id: T1, identifier, ...args });

export interface TenantJob extends Job {
  readonly database_id: string;
}

export interface TenantSchedule extends Schedule {
  readonly database_id: string;
}
