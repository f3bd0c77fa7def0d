import { EngineError } from '../errors/index.js';
import { isDatabaseError, type Session } from './session.js';

/** `pgpm` in ASCII: the first key of the advisory lock. The second is `hashtext('pgpm_migrate')`. */
const lockClass = 0x7067706d;
const keys = `${lockClass}, pg_catalog.hashtext('pgpm_migrate')`;
/** The lock's row in `pg_locks`, which shows the signed second key as unsigned. */
const lockRow = `classid = ${lockClass} and objid::bigint = pg_catalog.hashtext('pgpm_migrate')::bigint & 4294967295`;

/** Who holds the lock of a database. */
export interface LockHolder {
  readonly pid: number;
  readonly application: string;
  /** When its session began, ISO 8601. */
  readonly since: string;
}

/**
 * Takes the lock of this database for the rest of the session. It is session-level: a rollback keeps it, the end of
 * the connection frees it.
 *
 * @param waitMs - how long to wait for another holder; `0` gives up at once.
 * @param onWait - called once, before waiting.
 * @throws {EngineError} `LOCKED` with the holder.
 */
export async function takeLock(
  session: Session,
  waitMs: number,
  onWait: (holder: LockHolder | undefined) => void,
): Promise<void> {
  const [first] = await session.rows<{ locked: boolean }>(`select pg_catalog.pg_try_advisory_lock(${keys}) as locked`);
  if (first?.locked === true) return;

  const holder = await findHolder(session);
  if (waitMs <= 0) throw locked(holder, 0);
  onWait(holder);
  try {
    // One message: the timeout must not outlive the wait, whatever its end.
    await session.execute(
      `begin; set local lock_timeout = ${Math.ceil(waitMs)}; select pg_catalog.pg_advisory_lock(${keys}); commit`,
    );
  } catch (error) {
    await session.execute('rollback');
    if (isDatabaseError(error) && error.code === '55P03') throw locked(await findHolder(session), waitMs);
    throw error;
  }
}

/** A statement that waits for the lock, however long, for a session that this engine does not run. */
export const lockStatement = `do $pgpm$ begin perform pg_catalog.pg_advisory_lock(${keys}); end $pgpm$;\n`;

/** Whether the session that evaluates it holds the lock: false behind a pooler that swaps sessions between queries. */
export const holdsLock = `exists(
  select from pg_catalog.pg_locks
  where locktype = 'advisory' and pid = pg_catalog.pg_backend_pid() and granted and ${lockRow}
)`;

/** Undefined when nobody holds the lock. */
export async function findHolder(session: Session): Promise<LockHolder | undefined> {
  const [holder] = await session.rows<{ pid: number; application: string; since: string }>(
    `select l.pid, a.application_name as application,
       pg_catalog.to_char(a.backend_start at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as since
     from pg_catalog.pg_locks as l
     join pg_catalog.pg_stat_activity as a on a.pid = l.pid
     where l.locktype = 'advisory' and l.granted and l.database = (
         select oid from pg_catalog.pg_database where datname = pg_catalog.current_database())
       and ${lockRow}`,
  );
  return holder;
}

function locked(holder: LockHolder | undefined, waitedMs: number): EngineError {
  return new EngineError(
    'LOCKED',
    { pid: holder?.pid, application: holder?.application, since: holder?.since, waitedMs },
    { hint: 'wait for the other run to end, or give this one more time with --wait' },
  );
}
