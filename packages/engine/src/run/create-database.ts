import { isDatabaseError, Session, type ClientConfig } from '../store/index.js';
import { quoteIdentifier } from './extensions.js';

/** The database to connect to while another one is created. Every cluster has it. */
const maintenanceDatabase = 'postgres';

/** SQLSTATE of a database, or its catalog row, that appeared in between. */
const exists = new Set(['42P04', '23505']);

/** Creates the database of `config`, whose name is `name`, unless somebody else has done so in the meantime. */
export async function createDatabase(config: ClientConfig, name: string): Promise<void> {
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
