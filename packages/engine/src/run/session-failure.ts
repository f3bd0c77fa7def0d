import { EngineError, isEngineError, type StoppedState } from '../errors/index.js';
import { endsSession, isDatabaseError, isLockLost, type DatabaseError, type Session } from '../store/index.js';

const nothing: StoppedState = { kept: [], rolledBack: [] };
const runAgain = 'the server has rolled back what was not committed: run it again';

/** What ended a session whose failure belongs to no change, as an error that says what to do; a bug stays as it is. */
export function sessionFailure(error: unknown, session: Session, signal: AbortSignal | undefined): unknown {
  if (isEngineError(error)) return error;
  if (signal?.aborted === true) return new EngineError('CANCELLED', { state: nothing }, { cause: error });
  if (isDatabaseError(error)) return databaseFailure(error, session);
  return lostSession(error, session, nothing);
}

/** The loss of the connection or the lock as an error that says what stays; any other error stays as it is. */
export function lostSession(error: unknown, { lost }: Session, state: StoppedState): unknown {
  if (isEngineError(error)) return error;
  if (isDatabaseError(error)) return lossOf(error, state) ?? error;
  if (lost === undefined) return error;
  return new EngineError('CONNECTION_LOST', { reason: lost.message, state }, { hint: runAgain, cause: error });
}

/** What the server says of a session that cannot do its work any more, whatever the statement; undefined for all else. */
export function lossOf(cause: DatabaseError, state: StoppedState): EngineError | undefined {
  if (endsSession(cause)) {
    return new EngineError('CONNECTION_LOST', { reason: cause.message, state }, { hint: runAgain, cause });
  }
  if (!isLockLost(cause)) return undefined;
  const hint =
    'a script without a transaction frees all locks of its session (pg_advisory_unlock_all, discard all): remove that';
  return new EngineError('LOCK_LOST', { state }, { hint, cause });
}

/** What the server says to statements that are none of a script: those on the registry and on catalogs. */
export function databaseFailure(
  cause: DatabaseError,
  { user, database }: Pick<Session, 'user' | 'database'>,
): EngineError {
  const { code: sqlState = '', message: reason, where } = cause;
  switch (sqlState) {
    case '42501': {
      const hint = 'let the owner of schema pgpm_migrate grant it, or connect as the owner';
      return new EngineError('INSUFFICIENT_PRIVILEGE', { privilege: `a right (${reason})`, user }, { hint, cause });
    }
    case '57014': {
      const hint =
        'the role or the database has a statement_timeout that is too short for this, or somebody cancelled it';
      return new EngineError('DATABASE_ERROR', { sqlState, reason, where }, { hint, cause });
    }
    case '25006':
      return new EngineError('DATABASE_READ_ONLY', { database }, { cause });
    default:
      return (
        lossOf(cause, nothing) ??
        new EngineError('DATABASE_ERROR', { sqlState, reason, where }, { hint: cause.hint, cause })
      );
  }
}
