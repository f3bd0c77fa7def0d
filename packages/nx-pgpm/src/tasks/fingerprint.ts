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

/** What tells servers apart whose address must not be told, because the text may come from a cache. */
const kinds: Readonly<Record<Database['source'], string>> = {
  option: 'the url option',
  DATABASE_URL: 'DATABASE_URL',
  environment: 'the PG* variables',
  configuration: 'the configuration of the workspace',
  embedded: 'embedded, test',
  wasm: 'WASM, test',
};

/** A scratch database in one line: equal wherever the same kind of server has the same version. */
export function describeScratch({ source }: Pick<Database, 'source'>): string {
  return `scratch (${kinds[source]})`;
}
