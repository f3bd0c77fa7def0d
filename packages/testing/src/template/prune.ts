import type { Maintenance } from '../server/maintenance.js';
import { parseTemplateMarker } from '../server/markers.js';
import { templatePrefix } from '../server/names.js';

/** A template as it lies on the server. */
export interface StoredTemplate {
  readonly name: string;
  /** ISO 8601. */
  readonly usedAt: string;
}

/** More than the modules of a large workspace need at a time; about 350 MB when they are small. */
const mostTemplates = 40;
const longestIdleMs = 7 * 24 * 60 * 60 * 1000;

/** Drops templates that were not used for long, and of the others the least recently used, if there are too many. */
export async function pruneTemplates(maintenance: Maintenance): Promise<void> {
  const rows = await maintenance.query<{ name: string; comment: string | null }>(
    `select d.datname::text as name, shobj_description(d.oid, 'pg_database') as comment
     from pg_database as d
     where starts_with(d.datname::text, $1) and pg_has_role(d.datdba, 'usage')`,
    [templatePrefix],
  );
  const stored = rows.flatMap(({ name, comment }): StoredTemplate[] => {
    const marker = parseTemplateMarker(comment);
    return marker === undefined ? [] : [{ name, usedAt: marker.usedAt }];
  });
  for (const name of outdatedTemplates(stored, Date.now())) {
    // Somebody else may do the same at the same time.
    await maintenance.query(`drop database if exists ${maintenance.id(name)}`).catch(() => undefined);
  }
}

/** Which templates have to go. */
export function outdatedTemplates(stored: readonly StoredTemplate[], now: number): readonly string[] {
  const newestFirst = [...stored].sort((a, b) => Date.parse(b.usedAt) - Date.parse(a.usedAt));
  return newestFirst
    .filter(({ usedAt }, place) => place >= mostTemplates || now - Date.parse(usedAt) > longestIdleMs)
    .map(({ name }) => name);
}
