import { EngineError } from '../errors/index.js';
import { isDatabaseError, Session, type ClientConfig } from '../store/index.js';
import { quoteIdentifier } from './extensions.js';
import { databaseFailure } from './session-failure.js';

/** The database to connect to while another one is created. Every cluster has it. */
const maintenanceDatabase = 'postgres';

/** SQLSTATE of a database, or its catalog row, that appeared in between. */
const exists = new Set(['42P04', '23505']);

/**
 * Creates the database of `config`, whose name is `name`, unless somebody else has done so in the meantime.
 *
 * @param before - asked first; when it throws, nothing is created.
 */
export async function createDatabase(
  config: ClientConfig,
  name: string,
  before: (session: Session) => Promise<void>,
): Promise<void> {
  const session = await Session.open(withDatabase(config, maintenanceDatabase));
  try {
    await before(session);
    await create(session, name);
  } finally {
    await session.close();
  }
}

async function create(session: Session, name: string): Promise<void> {
  try {
    await session.execute(`create database ${quoteIdentifier(name)}`);
  } catch (error) {
    if (!isDatabaseError(error)) throw error;
    if (error.code === '42501') throw lacksCreatedb(error, session.user);
    if (!exists.has(error.code ?? '')) throw databaseFailure(error, session);
  }
}

function lacksCreatedb(cause: Error, user: string): EngineError {
  const hint = `alter role ${quoteIdentifier(user)} createdb; or let somebody else create the database`;
  return new EngineError('INSUFFICIENT_PRIVILEGE', { privilege: 'CREATEDB', user }, { hint, cause });
}

function withDatabase(config: ClientConfig, database: string): ClientConfig {
  if (config.connectionString === undefined) return { ...config, database };
  const url = new URL(config.connectionString);
  url.pathname = `/${encodeURIComponent(database)}`;
  return { ...config, connectionString: url.href };
}
