import type { Client, ClientConfig } from 'pg';

import type { TestClient } from './client/test-client.js';
import { makeDatabase, type MadeDatabase, type TestDatabaseOptions } from './make-database.js';
import type { Seed } from './seed/adapters.js';
import type { TeardownOptions } from './test-database.js';

export interface ConnectionOptions extends TestDatabaseOptions {
  /**
   * Whom `db` acts as when a test says nothing else. Default: `anonymous` when the modules mention that role, otherwise
   * the role that owns the database. The user that connects has to be a member of it.
   */
  readonly role?: string | undefined;
}

/** A database of its own for a test file, seen from two sides. */
export interface Connections {
  /** The owner of the database, for whom row-level security does not exist: to prepare a test, and to look at results. */
  readonly pg: TestClient;
  /** The application: acts as a role of little power. Connects when it is first used. */
  readonly db: TestClient;
  readonly name: string;
  /** For more connections of your own. Holds the password. */
  readonly config: ClientConfig;
  /** One more connection, for tests of concurrency. `teardown` closes it. */
  readonly connect: () => Promise<Client>;
  /** Closes the connections and drops the database. May be called twice, and after failures. */
  readonly teardown: (options?: TeardownOptions) => Promise<void>;
}

const defaultRole = 'anonymous';

/**
 * Like `createTestDatabase`, with two clients, and data to begin with.
 *
 * @throws see `createTestDatabase`, and what the seeds throw.
 */
export async function getConnections(
  options: ConnectionOptions = {},
  seeds: readonly Seed[] = [],
): Promise<Connections> {
  return makeDatabase(options, (made) => openConnections(made, options.role, seeds));
}

async function openConnections(
  { place, roles }: MadeDatabase,
  chosen: string | undefined,
  seeds: readonly Seed[],
): Promise<Connections> {
  const pg = place.owner();
  const [mentioned] = await Promise.all([roles, pg.open()]);
  const db = place.client(chosen ?? mentioned.find((role) => role === defaultRole));
  for (const fill of seeds) await fill({ pg, db });
  return {
    pg,
    db,
    name: place.name,
    config: place.config,
    connect: () => place.connect(),
    teardown: (options) => place.teardown(options),
  };
}
