import { readState } from '../../store/index.js';
import { readEvents, readRuns, type HistoryEvent, type PastRun } from '../../store/inspect.js';
import { nothingElse, withSession } from '../open.js';
import type { DatabaseOptions } from '../options.js';

export interface HistoryOptions extends Omit<DatabaseOptions, 'lock' | 'wait'> {
  /** By name, also of modules that are not in the workspace. Default: all. */
  readonly modules?: readonly string[] | undefined;
  /** How many events, and how many runs. Default: 50. */
  readonly limit?: number | undefined;
}

export interface HistoryResult {
  readonly operation: 'history';
  /** What happened to changes, failures included, by whatever tool; the newest first. */
  readonly events: readonly HistoryEvent[];
  /** Runs of this engine, the newest first. A registry made by another tool has none. */
  readonly runs: readonly PastRun[];
}

const defaultLimit = 50;

/** Reads what has happened to a database. One without a registry has no history. */
export async function readHistory(options: HistoryOptions): Promise<HistoryResult> {
  const { database, signal, modules, limit = defaultLimit } = options;
  return withSession({ database, signal }, nothingElse, async ({ session, server }) => {
    await readState(session, server.registry, []);
    const events = await readEvents(session, server.registry, modules, limit);
    const runs = await readRuns(session, server.registry, modules, limit);
    return { operation: 'history', events, runs };
  });
}
