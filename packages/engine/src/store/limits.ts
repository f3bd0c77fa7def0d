import { isDatabaseError, type Session } from './session.js';

/** A limit of the server that a statement can reach. */
export type Limit = 'statement' | 'lock';

/** The routine of the server in which limits take effect: whoever refuses to wait (`nowait`) says the same code elsewhere. */
const limitRoutine = 'ProcessInterrupts';

const tooLong = 'rollback; begin; set local statement_timeout = 1; select pg_catalog.pg_sleep(1)';

/**
 * Which limit ended a statement; undefined when something else did. Only the text tells a statement that took too long from one
 * that somebody cancelled, and it is in the language of the server: so a statement that takes too long is asked for its text.
 * Ends the open transaction.
 */
export async function findLimit(session: Session, error: Error): Promise<Limit | undefined> {
  if (!isDatabaseError(error)) return undefined;
  if (error.code === '55P03') return error.routine === limitRoutine ? 'lock' : undefined;
  if (error.code !== '57014' || session.lost !== undefined) return undefined;
  try {
    await session.execute(tooLong);
  } catch (told) {
    return told instanceof Error && told.message === error.message ? 'statement' : undefined;
  } finally {
    await session.execute('rollback').catch(() => undefined);
  }
  return undefined;
}
