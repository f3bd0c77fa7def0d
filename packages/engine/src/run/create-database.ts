import { isEngineError } from '../errors/index.js';
import { isDatabaseError, Session, type ClientConfig } from '../store/index.js';
import { quoteIdentifier } from './extensions.js';

/** The database to connect to while another one is created. Every cluster has it. */
const maintenanceDatabase = 'postgres';

/** SQLSTATE of a database, or its catalog row, that appeared in between. */
const exists = new Set(['42P04', '23505']);

/** Creates the database of `config` when it does not exist. */
export async function ensureDatabase(config: ClientConfig): Promise<void> {
  let name: string;
  try {
    const session = await Session.open(config);
    await session.close();
    return;
  } catch (error) {
    if (!isEngineError(error, 'DATABASE_MISSING')) throw error;
    name = error.fields.database;
  }
  const session = await Session.open(withDatabase(config, maintenanceDatabase));
  try {
    await session.execute(`create database ${quoteIdentifier(name)}`);
  } catch (error) {
    if (!isDatabaseError(error) || !exists.has(error.code ?? '')) throw error;
  } finally {
    await session.close();
  }
}

function withDatabase(config: ClientConfig, database: string): ClientConfig {
  if (config.connectionString === undefined) return { ...config, database };
  const url = new URL(config.connectionString);
  url.pathname = `/${encodeURIComponent(database)}`;
  return { ...config, connectionString: url.href };
}
