import type { EngineError } from '../errors/index.js';
import { isDatabaseError, recordFailures, type FailureEvent, type Session } from '../store/index.js';
import type { OnEvent } from './events.js';

/** Writes a failed change to the history of the database; what cannot be written is reported, not thrown. */
export async function recordFailure(
  session: Session,
  type: 'deploy' | 'revert',
  error: EngineError,
  onEvent: OnEvent,
): Promise<void> {
  onEvent({ kind: 'change:fail', problem: error });
  if (error.module === undefined || error.change === undefined) return;
  const cause = isDatabaseError(error.cause) ? error.cause : undefined;
  const failure = {
    type,
    module: error.module,
    change: error.change,
    message: cause?.message ?? error.message,
    code: cause?.code ?? error.code,
  };
  await writeFailures(session, [failure]);
}

/** A connection that is gone is replaced for this one statement. */
export async function writeFailures(session: Session, failures: readonly FailureEvent[]): Promise<void> {
  try {
    if (session.lost === undefined) {
      await recordFailures(session, failures);
      return;
    }
    const other = await session.another();
    try {
      await recordFailures(other, failures);
    } finally {
      await other.close();
    }
  } catch {
    // The failure itself is about to be thrown: that its history row is missing must not hide it.
  }
}
