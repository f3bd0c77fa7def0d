import { EngineError, inContext, type StoppedState } from '../errors/index.js';
import type { PreparedScript, Statement } from '../formats/sql.js';
import { isDatabaseError, type BatchFailure, type Limit } from '../store/index.js';
import type { Operation } from './events.js';
import { excerpt, lineAndColumn, placeOf } from './locate.js';
import { lossOf } from './session-failure.js';
import { limitsOf, type ScriptStep, type Timeouts } from './steps.js';

export interface FailedChange {
  readonly operation: Operation;
  /** Absent when the failure belongs to no change, or to all of a transaction. */
  readonly step: ScriptStep | undefined;
  /** Absent when the script itself ended well, and recording or committing it failed. */
  readonly script: PreparedScript | undefined;
  /** In force unless the script sets its own. */
  readonly timeouts?: Timeouts | undefined;
  readonly failure: BatchFailure;
  /** What the failing statement has reached; absent when nobody has asked. */
  readonly limit?: Limit | undefined;
  readonly cancelled: boolean;
  readonly lost: Error | undefined;
  readonly state: StoppedState;
}

/** Turns a failed batch into the error of its change: code, place in the script, excerpt, what stays, what to do. */
export function changeFailure(failed: FailedChange): EngineError {
  const { operation, step, script, failure, state } = failed;
  const dropInvalid = dropHint(state.partial?.invalidIndexes ?? []);
  const { error: cause } = failure;
  const offset = script === undefined ? undefined : offsetOf(script, failure);
  const context = {
    module: step?.module.name,
    change: step?.change,
    place: step && placeOf(step.file, script?.sql ?? '', offset),
    cause,
  };
  if (!isDatabaseError(cause)) {
    const reason = (failed.lost ?? cause).message;
    const hint = 'the server has rolled back what was not committed: run it again';
    return new EngineError('CONNECTION_LOST', { reason, state }, { ...context, hint });
  }
  const loss = lossOf(cause, state);
  if (loss !== undefined) return inContext(loss, context);
  const sqlState = cause.code ?? '';
  if (failed.cancelled)
    return new EngineError('CANCELLED', { state }, { ...context, hint: dropInvalid ?? 'run it again to go on' });
  const { limit } = failed;
  if (limit !== undefined) {
    const hint = dropInvalid ?? 'find out who blocks with pg_stat_activity, or allow more time';
    const value = limitsOf(script, failed.timeouts)[limit];
    return new EngineError('TIMEOUT', { which: limit, value, state }, { ...context, hint });
  }
  if (sqlState === '23505' && cause.schema === 'pgpm_migrate') {
    const hint = 'another tool worked on this database at the same time: run it again';
    return new EngineError('CONCURRENT_DEPLOY', { sqlState }, { ...context, hint });
  }
  const line = script === undefined || offset === undefined ? undefined : lineAndColumn(script.sql, offset).line;
  return new EngineError(
    'CHANGE_FAILED',
    {
      operation,
      sqlState,
      reason: cause.message,
      detail: cause.detail,
      serverHint: cause.hint,
      where: cause.where,
      excerpt: script === undefined || line === undefined ? undefined : excerpt(script.sql, line),
      state,
    },
    {
      ...context,
      hint:
        dropInvalid ??
        (step === undefined ? commitHint : hintFor(sqlState, operation, script?.statements[failure.statement])),
    },
  );
}

const late = 'the transaction of the run has begun long before';
const own = `${late}: with "-- pgpm: no-transaction" above the first statement the script can begin one of its own kind`;
const lateHint = { deploy: own, revert: own, verify: `${late}: remove it` } as const;

const commitHint = 'it failed at the commit, where what is deferred is checked: --tx change tells which change it is';

function dropHint(invalidIndexes: readonly string[]): string | undefined {
  if (invalidIndexes.length === 0) return undefined;
  return `a concurrent build left it unusable: drop index concurrently ${invalidIndexes.join(', ')}; then run it again`;
}

/** Where in the script it failed: the position the server gives, else the start of the failing statement. */
export function offsetOf(script: PreparedScript, failure: BatchFailure): number | undefined {
  return failure.offset ?? script.statements[failure.statement]?.start;
}

/** Remedies by SQLSTATE. */
export function hintFor(sqlState: string, operation: Operation, failing?: Statement): string | undefined {
  switch (sqlState) {
    case '42P01':
    case '42883':
    case '3F000':
      return 'an object is missing: require the change that creates it, or plan that change earlier';
    case '42704':
      return 'an object or role is missing: require the change that creates it, or plan that change earlier; a role that no module creates has to be on the server';
    case '42P06':
    case '42P07':
    case '42710':
    case '42723':
      return operation === 'deploy'
        ? 'an object exists already: revert what made it; in a database that was made without plans, record what it has: pgpm migrate baseline'
        : 'an object exists already: revert what made it';
    case '22P05':
      return "the encoding of the database lacks a character: make the database with encoding 'UTF8', or write it otherwise";
    case '23502':
    case '23503':
    case '23505':
    case '23514':
      return 'the data violates a constraint: correct the data in the script or the constraint';
    case '25006':
      if (operation === 'verify') return undefined;
      return 'a script has made the transaction read only, and nothing can be recorded in it: remove that';
    case '25P02':
      return 'an earlier statement failed and the script went on';
    case '25001':
      if (failing?.words[0] === 'SET') return lateHint[operation];
      return 'add the line "-- pgpm: no-transaction" to the header of the script';
    case '2D000':
      return 'a block or procedure of it commits: give it a change of its own with "-- pgpm: no-transaction" in the header';
    case '55P03':
      return 'somebody else holds the lock, and the script does not wait for it (nowait): run it again';
    case '57014':
      return 'somebody cancelled the statement, or it took longer than statement_timeout allows: find out which, then run it again';
    case '40001':
    case '40P01':
      return 'it collided with other traffic: run it again';
    case '42501':
      return 'the user lacks a right: grant it, or connect as the owner';
    case '42601':
      return operation === 'deploy'
        ? 'correct the statement; nothing of this change was applied'
        : 'correct the statement';
    case '2BP01':
      return 'other objects depend on it: revert what made them first';
    case '55P04':
      return 'an enum value cannot be used in the transaction that adds it: split the change';
    default:
      return undefined;
  }
}
