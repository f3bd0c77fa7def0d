import { lockClass, type Maintenance } from '../server/maintenance.js';
import { parseTemplateMarker, traitsOfLimit, type TemplateMarker, type TemplateTraits } from '../server/markers.js';

/**
 * Looks for a template, and says at the same time that the database `occupied` is going to be in use. Every test file
 * waits for it, so it reads nothing but what a session has in memory from its start.
 */
export async function findTemplate(
  maintenance: Maintenance,
  template: string,
  occupied: string,
): Promise<TemplateTraits | undefined> {
  const [row] = await maintenance.query<{ limit: number | null }>(
    `select d.datconnlimit as limit, pg_advisory_lock(${lockClass}, hashtext($2))::text as locked
     from (values ($1)) as wanted (name)
     left join pg_database as d on d.datname = wanted.name`,
    [template, occupied],
  );
  return row?.limit === undefined || row.limit === null ? undefined : traitsOfLimit(row.limit);
}

/** A template as its comment describes it. */
export interface CheckedTemplate {
  /** Undefined when the database is not ours. */
  readonly marker: TemplateMarker | undefined;
  /** Whether nothing that it depends on has changed since it was built. */
  readonly isIntact: boolean;
}

/** Reads what a template says of itself, and compares it with the server. Undefined when there is no such database. */
export async function checkTemplate(maintenance: Maintenance, template: string): Promise<CheckedTemplate | undefined> {
  const [row] = await maintenance.query<{ comment: string | null; limit: number; version: number; roles: string[] }>(
    `select shobj_description(d.oid, 'pg_database') as comment,
       d.datconnlimit as limit,
       current_setting('server_version_num')::int as version,
       array(select rolname::text from pg_roles) as roles
     from pg_database as d where d.datname = $1`,
    [template],
  );
  if (row === undefined) return undefined;
  const marker = parseTemplateMarker(row.comment);
  const roles = new Set(row.roles);
  const isWhole = marker?.serverVersion === row.version && marker.roles.every((role) => roles.has(role));
  return { marker, isIntact: isWhole && traitsOfLimit(row.limit) !== undefined };
}
