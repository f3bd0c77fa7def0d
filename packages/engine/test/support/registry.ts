import type { TestDatabase } from './database.js';
import { ReferenceImplementation } from './reference.js';
import type { TemporaryWorkspace } from './workspace.js';

type Rows = readonly Readonly<Record<string, unknown>>[];

/** Everything of the registry that tools share, but times and numbers of events, in the order in which it was written. */
export async function sharedRows(database: TestDatabase): Promise<Readonly<Record<string, Rows>>> {
  return {
    packages: await database.rows('select package from pgpm_migrate.packages order by created_at'),
    changes: await database.rows(
      'select change_id, change_name, package, script_hash from pgpm_migrate.changes order by deployed_at',
    ),
    dependencies: await database.rows('select * from pgpm_migrate.dependencies order by 1, 2'),
    events: await database.rows(
      'select event_type, change_name, package, error_code from pgpm_migrate.events order by event_id',
    ),
  };
}

/** Deploys one module with the reference implementation. */
export async function deployByReference(
  database: TestDatabase,
  workspace: TemporaryWorkspace,
  module: string,
): Promise<void> {
  const reference = new ReferenceImplementation(database.config, (name) => `${workspace.root}/modules/${name}`);
  try {
    await reference.deploy(module);
  } finally {
    await reference.close();
  }
}
