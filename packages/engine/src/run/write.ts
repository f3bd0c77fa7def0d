import { EngineError, isEngineError } from '../errors/index.js';
import type { Renaming } from '../resolve/index.js';
import { recordMoves, recordRunEnd, recordRunStart, type RunEnd, type RunOperation } from '../store/write.js';
import {
  createRegistry,
  ownTables,
  readForeignCode,
  type RegistryShape,
  type ServerFacts,
  type Session,
} from '../store/index.js';
import { quoteIdentifier } from './extensions.js';
import { registryContext } from './steps.js';

/** Makes the registry when it is not there, or completes a half-made one. */
export async function ensureRegistry(session: Session, registry: RegistryShape): Promise<RegistryShape> {
  if (registry.exists && registry.missing.length === 0) return registry;
  await createRegistry(session);
  return madeRegistry(registry);
}

/** A registry once it is made. */
export function madeRegistry(registry: RegistryShape): RegistryShape {
  const own = new Set(ownTables);
  return {
    ...registry,
    exists: true,
    missing: [],
    lostTables: [],
    isReadable: true,
    own,
    readable: own,
    writable: own,
  };
}

/** Why a run could write nothing, or must not. */
export async function cannotWrite(
  server: ServerFacts,
  session: Session,
  options: { readonly erases?: boolean } = {},
): Promise<readonly EngineError[]> {
  return [...lacksRights(server, session, options), ...(await foreignCode(server, session))];
}

/** Rights to write to the registry, or to make it where there is none. */
export function lacksRights(
  { canCreate, isReadOnly, registry, user }: ServerFacts,
  { database }: Session,
  { erases = false }: { readonly erases?: boolean } = {},
): readonly EngineError[] {
  if (isReadOnly) {
    const hint = 'connect to the primary server, or look for default_transaction_read_only';
    return [new EngineError('DATABASE_READ_ONLY', { database }, { hint })];
  }
  const mayRecord = erases ? registry.isErasable : registry.isWritable;
  if (registry.exists ? mayRecord : canCreate) return [];
  const to = `to ${quoteIdentifier(user)}`;
  const [privilege, hint] = registry.exists
    ? [
        `the right to ${erases ? 'remove' : 'add'} rows of schema pgpm_migrate`,
        `grant select, insert, update, delete on all tables in schema pgpm_migrate ${to}; ` +
          `grant usage on all sequences in schema pgpm_migrate ${to}`,
      ]
    : [`CREATE on database ${database}`, `grant create on database ${quoteIdentifier(database)} ${to}`];
  return [new EngineError('INSUFFICIENT_PRIVILEGE', { privilege, user }, { hint })];
}

/**
 * What another role has put into the registry, and would run with the rights of whoever writes to it, or reads a type that
 * somebody has made. Tables alone are none of it: a team may have one role that owns them and others that deploy.
 */
export async function foreignCode({ registry, user }: ServerFacts, session: Session): Promise<readonly EngineError[]> {
  if (registry.otherOwners.length === 0) return [];
  const { owners, objects } = await readForeignCode(session);
  if (objects.length === 0) return [];
  const hint = 'look at it and drop it, or let a superuser own the schema and its tables';
  return [new EngineError('TRACKING_SCHEMA_FOREIGN', { owners, objects, user }, { hint })];
}

/** Gives rows of reworked changes the names that their plans have for them now. */
export function recordRenamings(renamings: readonly Renaming[]): string {
  if (renamings.length === 0) return '';
  return recordMoves(
    renamings.map(({ module, change, hash, name }) => ({ module, change, to: { change: name, hash } })),
  );
}

export interface RememberedRun {
  readonly operation: RunOperation;
  readonly modules: readonly string[];
  /** Nobody else can be at work: runs that have not ended never will. */
  readonly isAlone?: boolean | undefined;
}

/**
 * Statements for the begin of a run, one transaction; none when there is nothing to write.
 *
 * @param before - registry statements that belong to it.
 * @param context - statements in front, after which names mean what they say.
 */
export function runStart(
  registry: RegistryShape,
  { operation, modules, isAlone = false }: RememberedRun,
  before: string,
  context = registryContext,
): string {
  const start = registry.writable.has('x_runs') ? recordRunStart(operation, modules, isAlone) : '';
  return transactionOf(start + before, context);
}

/** Statements for the end of a run, one transaction. */
export function runEnd(registry: RegistryShape, how: RunEnd, context = registryContext): string {
  return transactionOf(registry.writable.has('x_runs') ? recordRunEnd(how) : '', context);
}

function transactionOf(statements: string, context: string): string {
  return statements === '' ? '' : `begin;\n${context}${statements}commit;\n`;
}

async function send(session: Session, transaction: string): Promise<void> {
  if (transaction === '') return;
  try {
    await session.execute(transaction);
  } catch (error) {
    if (session.lost === undefined) await session.execute('rollback').catch(() => undefined);
    throw error;
  }
}

/**
 * Runs `work`, and has the registry remember when it began and how it ended, where there is room for that. A run whose
 * process dies stays `running` until the next one.
 *
 * @param before - registry statements that go before it, in one transaction with the note of its begin.
 * @param committed - how many changes are done, asked when it ends.
 */
export async function rememberRun<T>(
  session: Session,
  registry: RegistryShape,
  run: RememberedRun,
  before: string,
  committed: () => number,
  work: () => Promise<T>,
): Promise<T> {
  await send(session, runStart(registry, run, before));
  try {
    const result = await work();
    await send(session, runEnd(registry, { state: 'done', changes: committed() }));
    return result;
  } catch (error) {
    const code = isEngineError(error) ? error.code : undefined;
    const message = error instanceof Error ? error.message : String(error);
    const end = runEnd(registry, { state: 'failed', changes: committed(), code, message });
    // The failure itself is what matters; that it is not remembered must not hide it.
    if (session.lost === undefined) await send(session, end).catch(() => undefined);
    throw error;
  }
}
