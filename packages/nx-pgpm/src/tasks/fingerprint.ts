import type { Database } from '@pgpm/postgres';

/**
 * Where a run is connected to, in one line: equal for all who are connected to the same database in the same way.
 *
 * @param serverVersion - as the server calls it; what a packager has added to it is left out.
 */
export function fingerprintOf({ describe }: Pick<Database, 'describe'>, serverVersion: string): string {
  const [version] = /^[\w.]+/.exec(serverVersion) ?? [];
  return version === undefined ? describe : `${describe}, PostgreSQL ${version}`;
}
