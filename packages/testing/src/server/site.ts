import type { Site } from '../test-database.js';
import { dropLeftovers } from './leftovers.js';
import { Maintenance } from './maintenance.js';

/** A database on a server that has others, too. The session of `maintenance` ends with it. */
export function siteOf(maintenance: Maintenance, name: string): Site {
  const leave = async (keepDb: boolean): Promise<void> => {
    const leaveBy = (session: Maintenance): Promise<void> => (keepDb ? session.keep(name) : session.drop(name));
    try {
      await leaveBy(maintenance);
      await dropLeftovers(maintenance);
    } catch {
      // Its session may have been ended like all others: once more with a new one.
      const session = await Maintenance.open(maintenance.server);
      await leaveBy(session).finally(() => session.close());
    } finally {
      await maintenance.close().catch(() => undefined);
    }
  };
  return { config: { ...maintenance.server.config, database: name }, leave };
}
