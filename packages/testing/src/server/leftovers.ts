import { lockClass, type Maintenance } from './maintenance.js';
import { databaseMarker, markerLimit } from './markers.js';
import { databasePrefix } from './names.js';

/**
 * Drops test databases whose process is gone, also those that a killed build of a template left: they have our name and
 * our marker, nobody holds their lock, and nobody is connected to them.
 */
export async function dropLeftovers(maintenance: Maintenance): Promise<void> {
  const rows = await maintenance.query<{ name: string }>(
    `select d.datname::text as name
     from pg_database as d
     where starts_with(d.datname::text, $1)
       and coalesce(shobj_description(d.oid, 'pg_database') = $2, d.datconnlimit = $3)
       and pg_has_role(d.datdba, 'usage')
       and not exists (
         select from pg_locks as l
         where l.locktype = 'advisory' and l.classid = $4 and l.objid = hashtext(d.datname::text)::oid and l.objsubid = 2
       )
       and not exists (
         select from pg_stat_activity as a
         where a.datid = d.oid and coalesce(a.backend_type, 'client backend') = 'client backend'
       )`,
    [databasePrefix, databaseMarker, markerLimit, lockClass],
  );
  for (const { name } of rows) {
    // Somebody else may do the same at the same time, or somebody may just look into it: there will be a next time.
    await maintenance.query(`drop database if exists ${maintenance.id(name)}`).catch(() => undefined);
  }
}
