import { lockClass, type Maintenance } from '../server/maintenance.js';
import { parseTemplateMarker, type TemplateMarker } from '../server/markers.js';

/** A database with the name of a template. */
export interface FoundTemplate {
  /** Undefined when the database is not ours. */
  readonly marker: TemplateMarker | undefined;
  /** Whether nothing that it depends on has changed since it was built. */
  readonly isIntact: boolean;
  /** Whether it has settings or privileges of its own, which `create database` does not copy. */
  readonly hasExtras: boolean;
}

/**
 * Looks for a template, and says at the same time that `occupied` is going to be in use. All in one round trip: every
 * test file waits for it.
 */
export async function findTemplate(
  maintenance: Maintenance,
  template: string,
  occupied: string,
): Promise<FoundTemplate | undefined> {
  const [row] = await maintenance.query<{
    found: boolean;
    comment: string;
    extras: boolean;
    version: number;
    roles: string[];
  }>(
    `select d.oid is not null as found,
       shobj_description(d.oid, 'pg_database') as comment,
       d.datacl is not null or exists (select from pg_db_role_setting as s where s.setdatabase = d.oid) as extras,
       current_setting('server_version_num')::int as version,
       array(select rolname::text from pg_roles) as roles,
       pg_advisory_lock(${lockClass}, hashtext($2))::text as locked
     from (values ($1)) as wanted (name)
     left join pg_database as d on d.datname = wanted.name`,
    [template, occupied],
  );
  if (!row?.found) return undefined;
  const marker = parseTemplateMarker(row.comment);
  const roles = new Set(row.roles);
  const isIntact = marker?.serverVersion === row.version && marker.roles.every((role) => roles.has(role));
  return { marker, isIntact, hasExtras: row.extras };
}
