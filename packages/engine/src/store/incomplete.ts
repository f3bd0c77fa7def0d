import { EngineError } from '../errors/index.js';
import type { RegistryShape } from './server.js';
import type { Session } from './session.js';

/**
 * What a command does about tables that a registry lacks, though it has others: it works on what is there (`accept`), makes
 * them where none of them can have held a row (`complete`), or goes no further (`refuse`).
 */
export type WhenIncomplete = 'accept' | 'complete' | 'refuse';

/**
 * A registry without a table is not one where nothing is recorded: what a lost one held would be taken for not there, and a
 * revert would take away what others require.
 *
 * @throws {EngineError} `TRACKING_SCHEMA_INCOMPLETE`.
 */
export async function checkComplete(session: Session, shape: RegistryShape, when: WhenIncomplete): Promise<void> {
  const { lostTables } = shape;
  if (lostTables.length === 0 || when === 'accept') return;
  if (when === 'complete' && (await isUnused(session, shape))) return;
  const hint =
    'bring back what it lacks from a backup; where nothing was lost, as when its making was interrupted, pgpm migrate upgrade adds it';
  throw new EngineError('TRACKING_SCHEMA_INCOMPLETE', { missing: lostTables }, { hint });
}

/** Its making was interrupted: tables are made in this order, and nothing is recorded before all of them are there. */
async function isUnused(session: Session, { lostTables }: RegistryShape): Promise<boolean> {
  if (lostTables.includes('packages')) return false;
  if (lostTables.includes('changes')) return lostTables.includes('dependencies') && lostTables.includes('events');
  const [row] = await session.rows<{ isUnused: boolean }>(
    'select not exists(select from pgpm_migrate.changes) as "isUnused"',
  );
  return row?.isUnused === true;
}
