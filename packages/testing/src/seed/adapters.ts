import type { TestClient } from '../client/test-client.js';
import type { CsvFiles } from './csv.js';
import type { JsonRows } from './json.js';

/** Fills a new test database, for the second argument of `getConnections`. `pg` owns the database. */
export type Seed = (clients: { readonly pg: TestClient; readonly db: TestClient }) => Promise<unknown>;

/** Seeds to begin with, loaded as the owner of the database and committed. */
export const seed = {
  sqlfile:
    (files: string | readonly string[]): Seed =>
    ({ pg }) =>
      pg.loadSql(files),
  json:
    (tables: JsonRows): Seed =>
    ({ pg }) =>
      pg.loadJson(tables),
  csv:
    (files: CsvFiles): Seed =>
    ({ pg }) =>
      pg.loadCsv(files),
  fn: (work: Seed): Seed => work,
} as const;
