import type { RunOperation } from './runs.js';
import type { RegistryShape } from './server.js';
import type { Session } from './session.js';

/** A row of the history that all tools share: what happened to one change. */
export interface HistoryEvent {
  readonly id: number;
  readonly type: 'deploy' | 'revert' | 'verify';
  readonly module: string;
  readonly change: string;
  /** ISO 8601 with microseconds, UTC; or `infinity`, `-infinity` or `unknown`. */
  readonly at: string;
  /** Why it failed, and the SQLSTATE or `VERIFICATION_FAILED`; null for a success. */
  readonly message: string | null;
  readonly code: string | null;
}

/** A run that began and has not ended. */
export interface RunningRun {
  readonly id: number;
  readonly operation: RunOperation;
  readonly startedAt: string;
  /** Who ran it, by which application, and the server process that worked for it. */
  readonly user: string;
  readonly application: string;
  readonly pid: number;
}

/** A run of this engine. */
export interface PastRun extends RunningRun {
  readonly state: 'running' | 'done' | 'failed' | 'interrupted';
  readonly modules: readonly string[];
  /** How many changes it deployed, reverted or moved for good. */
  readonly changes: number;
  readonly finishedAt: string | null;
  readonly message: string | null;
  readonly code: string | null;
}

const iso = (column: string): string =>
  `coalesce(pg_catalog.to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), ${column}::text)`;
const known = (column: string): string => `coalesce(${iso(column)}, 'unknown')`;

/** The newest events first. @param modules - restricts the answer to these. */
export async function readEvents(
  session: Session,
  shape: RegistryShape,
  modules: readonly string[] | undefined,
  limit: number,
): Promise<readonly HistoryEvent[]> {
  if (!shape.exists || shape.missing.includes('table events')) return [];
  return session.rows<HistoryEvent & Record<string, unknown>>(
    `select event_id as id, event_type as type, package as module, change_name as change,
       ${known('occurred_at')} as at, error_message as message, error_code as code
     from pgpm_migrate.events
     where $1::text[] is null or package = any($1)
     order by event_id desc
     limit $2`,
    [modules ?? null, limit],
  );
}

/** The newest runs first. @param modules - restricts the answer to runs that worked on one of these. */
export async function readRuns(
  session: Session,
  shape: RegistryShape,
  modules: readonly string[] | undefined,
  limit: number,
): Promise<readonly PastRun[]> {
  if (!shape.readable.has('x_runs')) return [];
  return session.rows<PastRun & Record<string, unknown>>(
    `select run_id::int as id, operation, state, modules, changes, run_by as user, application, pid,
       ${known('started_at')} as "startedAt", ${iso('finished_at')} as "finishedAt",
       error_message as message, error_code as code
     from pgpm_migrate.x_runs
     where $1::text[] is null or modules && $1
     order by run_id desc
     limit $2`,
    [modules ?? null, limit],
  );
}

export async function readRunning(session: Session, shape: RegistryShape): Promise<readonly RunningRun[]> {
  if (!shape.readable.has('x_runs')) return [];
  return session.rows<RunningRun & Record<string, unknown>>(
    `select run_id::int as id, operation, ${known('started_at')} as "startedAt", run_by as user, application, pid
     from pgpm_migrate.x_runs
     where state = 'running'
     order by run_id`,
  );
}
