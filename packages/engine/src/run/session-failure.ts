import { EngineError, isEngineError, type StoppedState } from '../errors/index.js';
import { isDatabaseError, type DatabaseError, type Session } from '../store/index.js';

const nothing: StoppedState = { kept: [], rolledBack: [] };
const runAgain = 'the server has rolled back what was not committed: run it again';

/** What ended a session whose failure belongs to no change, as an error that says what to do; a bug stays as it is. */
export function sessionFailure(error: unknown, session: Session, signal: AbortSignal | undefined): unknown {
  if (isEngineError(error)) return error;
  if (signal?.aborted === true) return new EngineError('CANCELLED', { state: nothing }, { cause: error });
  if (isDatabaseError(error)) return databaseFailure(error, session);
  return lostConnection(error, session, nothing);
}

/** The loss of the connection as an error that says what stays; any other error stays as it is. */
export function lostConnection(error: unknown, { lost }: Session, state: StoppedState): unknown {
  if (isEngineError(error) || isDatabaseError(error) || lost === undefined) return error;
  return new EngineError('CONNECTION_LOST', { reason: lost.message, state }, { hint: runAgain, cause: error });
}

/** What the server says to statements that are none of a script: those on the registry and on catalogs. */
export function databaseFailure(
  cause: DatabaseError,
  { user, database }: Pick<Session, 'user' | 'database'>,
): EngineError {
  const { code: sqlState = '', message: reason } = cause;
  switch (sqlState) {
    case '42501': {
      const hint = 'let the owner of schema pgpm_migrate grant it, or connect as the owner';
      return new EngineError('INSUFFICIENT_PRIVILEGE', { privilege: `a right (${reason})`, user }, { hint, cause });
    }
    case '25006':
      return new EngineError('DATABASE_READ_ONLY', { database }, { cause });
    case '57P01':
    case '57P02':
      return new EngineError('CONNECTION_LOST', { reason, state: nothing }, { hint: runAgain, cause });
    default:
      return new EngineError('DATABASE_ERROR', { sqlState, reason }, { cause });
  }
}
