import { lockClass, type Maintenance } from './maintenance.js';
import { databaseMarker, markerLimit, templateWords } from './markers.js';
import { databasePrefix } from './names.js';

/**
 * Drops test databases whose process is gone, also those that a killed build of a template left: they have our name and
 * our marker, nobody holds their lock, and nobody is connected to them.
 */
export async function dropLeftovers(maintenance: Maintenance): Promise<void> {
  for (const name of await findLeftovers(maintenance, await findUnlocked(maintenance))) {
    // Somebody else may do the same at the same time, or somebody may just look into it: there will be a next time.
    await maintenance.query(`drop database if exists ${maintenance.id(name)}`).catch(() => undefined);
  }
}

/** Nearly always there are none, and the answer is quick: comments and statistics cost a session more. */
async function findUnlocked(maintenance: Maintenance): Promise<readonly string[]> {
  const rows = await maintenance.query<{ name: string }>(
    `select d.datname::text as name
     from pg_database as d
     where starts_with(d.datname::text, $1) and not exists (
       select from pg_locks as l
       where l.locktype = 'advisory' and l.classid = $2 and l.objid = hashtext(d.datname::text)::oid and l.objsubid = 2
     )`,
    [databasePrefix, lockClass],
  );
  return rows.map(({ name }) => name);
}

async function findLeftovers(maintenance: Maintenance, unlocked: readonly string[]): Promise<readonly string[]> {
  if (unlocked.length === 0) return [];
  const rows = await maintenance.query<{ name: string }>(
    `select d.datname::text as name
     from pg_database as d, shobj_description(d.oid, 'pg_database') as comment
     where d.datname = any ($1)
       and coalesce(comment = $2 or starts_with(comment, $3), d.datconnlimit = $4)
       and pg_has_role(d.datdba, 'usage')
       and not exists (
         select from pg_stat_activity as a
         where a.datid = d.oid and coalesce(a.backend_type, 'client backend') = 'client backend'
       )`,
    [unlocked, databaseMarker, templateWords, markerLimit],
  );
  return rows.map(({ name }) => name);
}
