import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import type { Client, QueryResultRow } from 'pg';
import { ModuleFiles } from '../../../spec-support/index.js';

export const files = new ModuleFiles(join(__dirname, '..'));

/** A database with the module. The specs ask for it here, since those of database-jobs run most of them as well. */
export const openDatabase = (): Promise<TestDatabase> => createTestDatabase({ module: 'jobs' });

/** A row of `app_jobs.jobs` as the driver returns it: a bigint is a string. All NULL where a function found nothing. */
export interface Job {
  readonly id: string | null;
  readonly queue_name: string | null;
  readonly task_identifier: string;
  readonly payload: unknown;
  readonly priority: number;
  readonly run_at: Date;
  readonly attempts: number;
  readonly max_attempts: number;
  readonly key: string | null;
  readonly last_error: string | null;
  readonly locked_at: Date | null;
  readonly locked_by: string | null;
  readonly created_at: Date;
  readonly updated_at: Date;
}

export interface Schedule extends Pick<
  Job,
  'id' | 'queue_name' | 'task_identifier' | 'payload' | 'key' | 'priority' | 'max_attempts' | 'locked_at' | 'locked_by'
> {
  readonly schedule_info: unknown;
  readonly last_scheduled: Date | null;
  readonly last_scheduled_id: string | null;
}

export interface Queue {
  readonly queue_name: string;
  readonly job_count: number;
  readonly locked_by: string | null;
}

/** What the helpers below need: a test database, or one more connection to it through `on`. */
export type Queryable = Pick<TestDatabase, 'any'>;

export const on = (connection: Client): Queryable => ({
  any: async <Row extends QueryResultRow>(sql: string, params?: unknown[]) =>
    (await connection.query<Row>(sql, params)).rows,
});

/** Arguments by name, as in `add_job(identifier := 't', priority := 1)`. */
type Arguments = Readonly<Record<string, unknown>>;

/** The row that `select * from app_jobs.<name>(...)` returns. */
export async function call<Row extends QueryResultRow>(db: Queryable, name: string, args: Arguments): Promise<Row> {
  const [row, ...more] = await callAll<Row>(db, name, args);
  if (row === undefined || more.length > 0) throw new Error(`${name} must return one row`);
  return row;
}

export function callAll<Row extends QueryResultRow>(db: Queryable, name: string, args: Arguments): Promise<Row[]> {
  const list = Object.keys(args).map((key, index) => `${key} := $${index + 1}`);
  return db.any<Row>(`select * from app_jobs.${name}(${list.join(', ')})`, Object.values(args));
}

export const addJob = (db: Queryable, identifier: string, args: Arguments = {}): Promise<Job> =>
  call(db, 'add_job', { identifier, ...args });

export const getJob = (db: Queryable, worker_id: string, args: Arguments = {}): Promise<Job> =>
  call(db, 'get_job', { worker_id, ...args });

export const completeJob = (db: Queryable, worker_id: string, job_id: Job['id']): Promise<Job> =>
  call(db, 'complete_job', { worker_id, job_id });

export const failJob = (db: Queryable, worker_id: string, job_id: Job['id'], error_message: unknown): Promise<Job> =>
  call(db, 'fail_job', { worker_id, job_id, error_message });

export const addSchedule = (db: Queryable, identifier: string, args: Arguments = {}): Promise<Schedule> =>
  call(db, 'add_scheduled_job', { identifier, ...args });

export const runSchedule = (db: Queryable, id: Schedule['id'], args: Arguments = {}): Promise<Job> =>
  call(db, 'run_scheduled_job', { id, ...args });

export const findJob = async (db: Queryable, id: Job['id']): Promise<Job | undefined> =>
  (await db.any<Job>('select * from app_jobs.jobs where id = $1', [id]))[0];

export const queues = (db: Queryable): Promise<Queue[]> =>
  db.any('select queue_name, job_count, locked_by from app_jobs.job_queues order by queue_name');

/** Moves the locks of a worker into the past, as if it had been silent for that long. */
export async function age(db: TestDatabase, worker: string, interval: string): Promise<void> {
  for (const table of ['jobs', 'job_queues', 'scheduled_jobs']) {
    await db.query(`update app_jobs.${table} set locked_at = locked_at - $2::text::interval where locked_by = $1`, [
      worker,
      interval,
    ]);
  }
}
