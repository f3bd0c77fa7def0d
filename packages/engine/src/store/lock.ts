import { setTimeout } from 'node:timers/promises';
import { EngineError } from '../errors/index.js';
import type { DatabaseError, Session } from './session.js';

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

/** How often somebody who waits asks again, in ms: soon at first, then ever less often. */
const firstPauseMs = 20;
const longestPauseMs = 500;

/** How somebody waits for the lock. */
export interface LockWait {
  /** How long, in ms; `0` gives up at once. */
  readonly waitMs: number;
  /** Called once, before waiting. */
  readonly onWait: (holder: LockHolder | undefined) => void;
  readonly signal: AbortSignal | undefined;
}

/**
 * Takes the lock of this database for the rest of the session. It is session-level: a rollback keeps it, the end of
 * the connection frees it.
 *
 * Asks again and again. A statement that waits has a snapshot, and the holder cannot build an index concurrently before that
 * is gone: the two would wait for each other.
 *
 * @throws {EngineError} `LOCKED` with the holder; `LOCK_UNSUPPORTED` behind a pooler that shares out the server process.
 */
export async function takeLock(session: Session, { waitMs, onWait, signal }: LockWait): Promise<void> {
  const started = performance.now();
  const taken = await tryLock(session, 'direct');
  if (taken === null && (await isShared(session))) throw lockUnsupported();
  if (taken ?? (await tryLock(session, 'pooled'))) return;
  const holder = await findHolder(session);
  if (waitMs <= 0) throw locked(holder, 0);
  onWait(holder);
  for (let pause = firstPauseMs; ; pause = Math.min(pause * 2, longestPauseMs)) {
    const left = started + waitMs - performance.now();
    if (left <= 0) throw locked(await findHolder(session), waitMs);
    await setTimeout(Math.min(pause, left), undefined, { signal });
    if (await tryLock(session, 'pooled')) return;
  }
}

/** Null when only a direct connection would do, and something stands between: who works is not who let the client in. */
async function tryLock(session: Session, way: 'direct' | 'pooled'): Promise<boolean | null> {
  const [row] = await session.rows<{ locked: boolean | null }>(
    `select case when $1::int is null or pg_catalog.pg_backend_pid() = $1 then pg_catalog.pg_try_advisory_lock(${keys}) end as locked`,
    [way === 'direct' ? session.pid : undefined],
  );
  return row?.locked ?? null;
}

/**
 * Whether a pooler gives the server process of a session to others between transactions. A lock would stay there, with
 * whoever comes next, after this session has ended.
 */
async function isShared(session: Session): Promise<boolean> {
  const workerOf = async (one: Session): Promise<number | undefined> =>
    (await one.rows<{ pid: number }>('select pg_catalog.pg_backend_pid() as pid'))[0]?.pid;
  const before = await workerOf(session);
  const other = await session.another();
  try {
    await other.execute('begin');
    return (await workerOf(other)) === before || (await workerOf(session)) !== before;
  } finally {
    await other.close();
  }
}

/** The connection goes through a pooler that swaps sessions. */
export function lockUnsupported(): EngineError {
  const hint = 'connect past the pooler, or run with the lock switched off';
  return new EngineError('LOCK_UNSUPPORTED', {}, { hint });
}

/** A statement that waits for the lock, however long and in the same way, for a session that this engine does not run. */
export const lockStatement = `do $pgpm$ begin
  while not pg_catalog.pg_try_advisory_lock(${keys}) loop
    commit;
    perform pg_catalog.pg_sleep(0.1);
  end loop;
end $pgpm$;\n`;

const lockLost = 'another run has taken the lock of the database';

/** A query that fails without the lock. Plain SQL: not everybody may use a procedural language. */
const demandLock = (routine: string): string =>
  `select (case when pg_catalog.${routine}(${keys}) then '1' else '${lockLost}' end)::int;\n`;

/** Whether this is how {@link lockedTransaction} fails when somebody else has the lock. */
export function isLockLost({ code, message }: DatabaseError): boolean {
  return code === '22P02' && message.includes(lockLost);
}

/** Statements around those of scripts. */
export interface TransactionFrame {
  readonly begin: string;
  readonly commit: string;
  readonly rollback: string;
}

export const plainTransaction: TransactionFrame = { begin: 'begin;\n', commit: 'commit;\n', rollback: 'rollback;\n' };

/**
 * For a run with the lock. A script can free every lock of the session (`pg_advisory_unlock_all`): the transaction has one of
 * its own, which nothing frees before its end, and by then the session has taken its lock again. Locks of a session are counted.
 */
export const lockedTransaction: TransactionFrame = {
  begin: `begin;\n${demandLock('pg_try_advisory_xact_lock')}`,
  commit: `${demandLock('pg_try_advisory_lock')}commit;\n`,
  rollback: `rollback;\n${demandLock('pg_try_advisory_lock')}`,
};

/** {@link demandLock} for a file that a person runs: it shows no result, and its failure says what to do. */
const demandLockInFile = (routine: string): string => `do $pgpm$ begin
  if not pg_catalog.${routine}(${keys}) then
    raise exception '${lockLost}' using hint = 'this run ends here, what is committed stays: write the file anew';
  end if;
end $pgpm$;\n`;

/** {@link lockedTransaction} for a file that begins with {@link lockStatement}. */
export const lockedFileTransaction: Omit<TransactionFrame, 'rollback'> = {
  begin: `begin;\n${demandLockInFile('pg_try_advisory_xact_lock')}`,
  commit: `${demandLockInFile('pg_try_advisory_lock')}commit;\n`,
};

/** Whether the session that evaluates it holds the lock: false behind a pooler that swaps sessions between queries. */
export const holdsLock = `exists(
  select from pg_catalog.pg_locks
  where locktype = 'advisory' and pid = pg_catalog.pg_backend_pid() and granted and ${lockRow}
)`;

/**
 * Gives the lock back, however often the session has taken it: whoever ran a file may stay connected, and behind a pooler the
 * server process goes on to others.
 */
export const unlockStatement = `begin;
set local search_path = pg_catalog, pg_temp;
do $pgpm$ begin
  while ${holdsLock} loop
    perform pg_catalog.pg_advisory_unlock(${keys});
  end loop;
end $pgpm$;
commit;\n`;

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
