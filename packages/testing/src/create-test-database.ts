import { makeDatabase, type TestDatabaseOptions } from './make-database.js';
import type { TestDatabase } from './test-database.js';

/**
 * Makes a database of its own for a test file, with modules deployed, and connects as its owner. The server is the one of
 * `DATABASE_URL` or the `PG*` variables, where the role has to be allowed to create databases, and otherwise the
 * embedded test cluster. The modules are deployed once, to a template that is cloned from then on. Other databases are
 * left alone; roles are shared by all databases of a server.
 *
 * Call `teardown()` in `afterAll`. When this function fails, there is nothing to tear down.
 *
 * @throws {TestingError} `TEST_SERVER_UNAVAILABLE`, `TEST_DATABASE_NOT_CREATED`, `TEMPLATE_LOST`; what `@pgpm/engine`
 *   throws for unknown modules and failed deployments; what `@pgpm/postgres` throws when there is no server.
 */
export async function createTestDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  return makeDatabase(options, async ({ place }) => {
    const database = place.owner();
    await database.open();
    return database;
  });
}
