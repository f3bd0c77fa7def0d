import { type EngineError } from '../errors/index.js';
import { changeKey } from '../resolve/index.js';
import { findLimit, type Session, type TransactionFrame } from '../store/index.js';
import { countRows, describeObjects, readObjects, readTouchedRows, type CatalogObject } from '../store/inspect.js';
import { changeFailure } from './failures.js';
import { throwIfAborted } from './open.js';
import { directiveStatements, resetModule, resetSession, type ScriptStep, type Timeouts } from './steps.js';

/** An object that a revert would remove. */
export interface RemovedObject {
  /** As PostgreSQL calls it: `table`, `table column`, `function`, `view`, … */
  readonly kind: string;
  /** As it is to be written in SQL. */
  readonly name: string;
  /** Of tables and materialized views: how many rows go with it, counted up to a million. */
  readonly rows: number | undefined;
}

/** Rows that a revert would delete or change in tables that stay. */
export interface TouchedRows {
  readonly table: string;
  readonly deleted: number;
  readonly updated: number;
}

/** What a revert would do to the database, found by doing it in a transaction that was rolled back. */
export interface RevertPreview {
  readonly operation: 'preview-revert';
  /** `module:change`, in the order in which they would be reverted. */
  readonly changes: readonly string[];
  /** What is part of a removed object (the columns of a table) is left out. Tables first, then by kind and name. */
  readonly objects: readonly RemovedObject[];
  readonly rows: readonly TouchedRows[];
  /** Changes whose scripts cannot run inside a transaction: what they would remove is not part of this. */
  readonly untried: readonly string[];
  readonly warnings: readonly EngineError[];
}

/** The most scripts that one message carries. */
const batchSize = 64;

/**
 * Tries `steps` in a transaction, looks what is gone, and rolls back. Takes the locks that the scripts take, for as long as
 * they run.
 *
 * @throws {EngineError} the failure of a change, as the revert would.
 */
export async function tryRevert(
  session: Session,
  steps: readonly ScriptStep[],
  { timeouts, transaction }: { readonly timeouts: Timeouts; readonly transaction: TransactionFrame },
  signal: AbortSignal | undefined,
): Promise<Pick<RevertPreview, 'objects' | 'rows' | 'untried'>> {
  const tried = steps.filter(({ noTransaction }) => !noTransaction);
  const untried = steps
    .filter(({ noTransaction }) => noTransaction)
    .map(({ module, change }) => changeKey(module.name, change));
  const before = await readObjects(session);
  await session.execute(transaction.begin);
  let gone: readonly CatalogObject[];
  let rows: readonly TouchedRows[];
  try {
    await runScripts(session, tried, timeouts, signal);
    await session.execute(resetSession);
    const after = new Set((await readObjects(session)).map(({ key }) => key));
    gone = before.filter(({ key }) => !after.has(key));
    rows = await readTouchedRows(session);
  } finally {
    if (session.lost === undefined) await session.execute(transaction.rollback + resetSession);
  }
  const keys = new Set(gone.map(({ key }) => key));
  const named = await describeObjects(
    session,
    gone.filter(({ parent }) => parent === undefined || !keys.has(parent)),
  );
  const counts = await countRows(session, named);
  const objects = named.map(({ kind, name }, place) => ({ kind, name, rows: counts[place] }));
  return { objects: objects.sort(byKindAndName), rows, untried };
}

async function runScripts(
  session: Session,
  steps: readonly ScriptStep[],
  timeouts: Timeouts,
  signal: AbortSignal | undefined,
): Promise<void> {
  let module: string | undefined;
  for (let next = 0; next < steps.length; next += batchSize) {
    throwIfAborted(signal);
    const batch = steps.slice(next, next + batchSize).map((step) => ({ step, script: step.load() }));
    const parts = batch.map(({ step, script }) => {
      const enters = step.module.name === module ? '' : resetModule;
      module = step.module.name;
      const setup = directiveStatements(script, 'local', timeouts);
      return { prologue: resetSession + enters, setup, sql: script.sql };
    });
    // What is deferred to the commit must not wait for it here.
    const { failure } = await session.batch(parts, 'set constraints all immediate;');
    if (failure === undefined) continue;
    const at = batch[Math.min(failure.part, batch.length - 1)];
    const cancelled = signal?.aborted === true;
    throw changeFailure({
      operation: 'revert',
      step: at?.step,
      script: failure.part < batch.length ? at?.script : undefined,
      failure,
      limit: cancelled ? undefined : await findLimit(session, failure.error),
      cancelled,
      lost: session.lost,
      state: { kept: [], rolledBack: [] },
    });
  }
}

function byKindAndName(a: RemovedObject, b: RemovedObject): number {
  const rank = ({ kind }: RemovedObject): string => (kind === 'table' ? '' : kind);
  return compare(rank(a), rank(b)) || compare(a.name, b.name);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
