import { EngineError, isEngineError, throwProblems } from '../errors/index.js';
import {
  lockUnsupported,
  readServer,
  Session,
  takeLock,
  type ClientConfig,
  type LockHolder,
  type ServerFacts,
} from '../store/index.js';
import type { OnEvent } from './events.js';
import type { DatabaseOptions } from './options.js';
import { sessionFailure } from './session-failure.js';

/** A session and what is known about its server. */
export interface OpenRun {
  readonly session: Session;
  readonly server: ServerFacts;
}

const defaultWaitMs = 60_000;

/** Where to connect to, and who wants to know of it. */
interface Connection extends Pick<DatabaseOptions, 'database' | 'onEvent' | 'signal'> {
  /** The database is to be created when it does not exist, unless this, asked before with a session to another one, throws. */
  readonly beforeCreating?: ((session: Session) => Promise<void>) | undefined;
}

/** What can be done while the server answers: it has to yield now and then. */
type Meanwhile = () => Promise<void>;

/** Connects without a lock, for commands that only read; closes the session whatever `work` does. */
export async function withSession<T>(
  connection: Connection,
  meanwhile: Meanwhile,
  work: (open: OpenRun) => Promise<T>,
): Promise<T> {
  return withOpen(connection, () => Promise.resolve(), meanwhile, work);
}

/** Connects and takes the lock before anything is read: a decision must not be older than its lock. */
export async function withLockedSession<T>(
  { lock = true, wait = defaultWaitMs, ...connection }: DatabaseOptions & Connection,
  onEvent: OnEvent,
  meanwhile: Meanwhile,
  work: (open: OpenRun) => Promise<T>,
): Promise<T> {
  const prepare = async (session: Session): Promise<void> => {
    if (!lock) return;
    const onWait = (holder: LockHolder | undefined): void => onEvent({ kind: 'lock:wait', holder });
    await takeLock(session, { waitMs: wait, onWait, signal: connection.signal });
    onEvent({ kind: 'lock:acquired' });
  };
  return withOpen({ ...connection, onEvent }, prepare, meanwhile, async (open) => {
    if (lock && !open.server.holdsLock) throw lockUnsupported();
    return work(open);
  });
}

async function withOpen<T>(
  { database, signal, onEvent, beforeCreating }: Connection,
  prepare: (session: Session) => Promise<void>,
  meanwhile: Meanwhile,
  work: (open: OpenRun) => Promise<T>,
): Promise<T> {
  throwIfAborted(signal);
  const opening = beforeCreating === undefined ? Session.open(database) : openOrCreate(database, beforeCreating);
  // Nobody waits for it: what it has not read by then is read when it is needed, and fails there.
  meanwhile().catch(() => undefined);
  const session = await opening;
  onEvent?.({ kind: 'connected', serverVersion: session.serverVersion });
  let cancelling: Promise<void> | undefined;
  const abort = (): void => {
    // The statement fails with 57014; when nobody can be reached, closing the socket ends it on the server, too.
    cancelling = session.cancel().catch(() => session.close());
  };
  signal?.addEventListener('abort', abort, { once: true });
  try {
    await prepare(session);
    const server = await readServer(session);
    if (server.registry.hasMadeTypes) throwProblems(await (await import('./write.js')).foreignCode(server, session));
    return await work({ session, server });
  } catch (error) {
    throw sessionFailure(error, session, signal);
  } finally {
    signal?.removeEventListener('abort', abort);
    // As long as the session is open, its process number is nobody else's.
    await cancelling;
    await session.close();
  }
}

/** Most often the database is there. */
async function openOrCreate(
  config: ClientConfig,
  beforeCreating: (session: Session) => Promise<void>,
): Promise<Session> {
  try {
    return await Session.open(config);
  } catch (error) {
    if (!isEngineError(error, 'DATABASE_MISSING')) throw error;
    await (await import('./create-database.js')).createDatabase(config, error.fields.database, beforeCreating);
  }
  return Session.open(config);
}

/** For commands that have nothing else to do while the server answers. */
export const nothingElse: Meanwhile = () => Promise.resolve();

/** @throws {EngineError} `CANCELLED`, for a run that has changed nothing. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new EngineError('CANCELLED', { state: { kept: [], rolledBack: [] } });
}
