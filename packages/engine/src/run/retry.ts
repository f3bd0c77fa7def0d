import { setTimeout } from 'node:timers/promises';
import { EngineError, isEngineError } from '../errors/index.js';
import type { OnEvent } from './events.js';
import type { WriteOptions } from './options.js';
import type { ScriptStep, Timeouts } from './steps.js';

const defaultRetries = 5;
const longestPauseMs = 60_000;

/** The options as PostgreSQL reads durations. */
export function timeoutsOf({ statementTimeout, lockTimeout }: WriteOptions): Timeouts {
  return {
    statement: statementTimeout === undefined ? undefined : `${Math.ceil(statementTimeout)}ms`,
    lock: lockTimeout === undefined ? undefined : `${Math.ceil(lockTimeout)}ms`,
  };
}

/**
 * Repeats `work` while it fails because others hold locks. After each attempt it pauses, so that those who queue behind the
 * waiting statement get their turn: first as long as it may wait, then twice as long each time.
 *
 * @param work - has rolled back the transaction that failed, and goes on with it when it is called again.
 * @param steps - those of the run: a script without a transaction is never repeated.
 */
export async function retryLocked<T>(
  { lockTimeout, lockRetries = defaultRetries, signal }: WriteOptions,
  steps: readonly ScriptStep[],
  onEvent: OnEvent,
  work: () => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (lockTimeout === undefined || attempt > lockRetries || !isEngineError(error)) throw error;
      if (!isBlocked(error) || !isTransactional(error, steps)) throw error;
      const pauseMs = Math.min(longestPauseMs, lockTimeout * 2 ** (attempt - 1));
      const { module = '', change = '' } = error;
      onEvent({ kind: 'lock:retry', module, change, attempt, retries: lockRetries, pauseMs });
      await pause(pauseMs, error, signal);
    }
  }
}

function isBlocked(error: EngineError): boolean {
  if (isEngineError(error, 'TIMEOUT')) return error.fields.which === 'lock';
  // Two that wait for each other, and the server gave up on this one; or it did not want to wait.
  return isEngineError(error, 'CHANGE_FAILED') && ['40P01', '55P03'].includes(error.fields.sqlState);
}

function isTransactional(error: EngineError, steps: readonly ScriptStep[]): boolean {
  const failed = steps.find(({ module, change }) => module.name === error.module && change === error.change);
  return failed?.noTransaction === false;
}

async function pause(ms: number, error: EngineError, signal: AbortSignal | undefined): Promise<void> {
  try {
    await setTimeout(ms, undefined, signal === undefined ? {} : { signal });
  } catch (cause) {
    const state = isEngineError(error, 'TIMEOUT') ? error.fields.state : { kept: [], rolledBack: [] };
    throw new EngineError('CANCELLED', { state }, { module: error.module, change: error.change, cause });
  }
}
