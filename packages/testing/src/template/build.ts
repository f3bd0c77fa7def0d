import { randomBytes } from 'node:crypto';

import type { ClientConfig } from 'pg';

import { dropLeftovers } from '../server/leftovers.js';
import type { Maintenance, ServerFacts } from '../server/maintenance.js';
import { limitOfTemplate, printTemplateMarker, type Strategy } from '../server/markers.js';
import { databaseName } from '../server/names.js';
import { TestingError } from '../testing-error.js';
import { checkTemplate, type CheckedTemplate } from './find.js';
import { pruneTemplates } from './prune.js';
import { mentionedRoles } from './roles.js';

/** What a template is made of. */
export interface TemplateSource {
  readonly name: string;
  /** For the name of the database that becomes it. */
  readonly subject: string;
  /** The deploy scripts. */
  readonly scripts: readonly string[];
  readonly deploy: (database: ClientConfig) => Promise<unknown>;
}

/**
 * From this size on, copying the files of a database is quicker than copying its pages through the log, although the
 * server flushes everything to disk before and after. Measured with PostgreSQL 18: 8 MB take 100 ms against 33 ms, 55 MB
 * 165 against 145, 240 MB 470 against 750. Without fsync, files win at every size.
 */
const bytesWhereFilesWin = 80 * 1024 * 1024;

/**
 * Builds a template, unless somebody else has done so by the time it is our turn: only one builds at a time on a server.
 * It is built under the name of a test database, and renamed when it is complete. So a template is complete or not
 * there, and what a killed build leaves is dropped like every test database.
 *
 * @throws {TestingError} `TEST_DATABASE_NOT_CREATED`; what `source.deploy` throws.
 */
export async function buildTemplate(maintenance: Maintenance, source: TemplateSource): Promise<void> {
  const draft = databaseName(source.subject, randomBytes(6).toString('hex'));
  await maintenance.alone(async () => {
    await maintenance.occupy(draft);
    const found = await checkTemplate(maintenance, source.name);
    if (found?.isIntact) return;
    if (found !== undefined) await discard(maintenance, source.name, found);
    try {
      await makeDraft(maintenance, source, draft);
      await maintenance.query(`alter database ${maintenance.id(draft)} rename to ${maintenance.id(source.name)}`);
    } catch (error) {
      // Should that fail as well, the first error says more, and the next test run cleans up.
      await maintenance.drop(draft).catch(() => undefined);
      throw error;
    }
    await pruneTemplates(maintenance);
    await dropLeftovers(maintenance);
  });
  await maintenance.release(draft);
}

async function makeDraft(maintenance: Maintenance, source: TemplateSource, draft: string): Promise<void> {
  const facts = await maintenance.facts();
  await maintenance.createEmpty(draft, facts);
  await source.deploy({ ...maintenance.server.config, database: draft });
  const [row] = await maintenance.query<{ size: string; roles: string[]; extras: boolean }>(
    `select pg_database_size(d.oid) as size, array(select rolname::text from pg_roles order by 1) as roles,
       d.datacl is not null or exists (select from pg_db_role_setting as s where s.setdatabase = d.oid) as extras
     from pg_database as d where d.datname = $1`,
    [draft],
  );
  const marker = printTemplateMarker({
    usedAt: new Date().toISOString(),
    serverVersion: facts.version,
    roles: mentionedRoles(row?.roles ?? [], source.scripts),
  });
  const strategy = chooseStrategy(facts, Number(row?.size ?? 0));
  const limit = limitOfTemplate({ strategy, hasExtras: row?.extras ?? false });
  await maintenance.mark(draft, marker);
  // Whoever looked into it would keep everybody else from cloning it.
  await maintenance.query(
    `alter database ${maintenance.id(draft)} with allow_connections false connection limit ${limit}`,
  );
}

/** @param size in bytes. */
export function chooseStrategy({ version, fsync }: ServerFacts, size: number): Strategy | undefined {
  if (version < 150_000) return undefined;
  return fsync && size < bytesWhereFilesWin ? 'wal_log' : 'file_copy';
}

async function discard(maintenance: Maintenance, name: string, { marker }: CheckedTemplate): Promise<void> {
  if (marker !== undefined) return maintenance.drop(name);
  const reason = `the database ${name} is in the way, and was not made by @pgpm/testing`;
  const hint = 'drop or rename it';
  throw new TestingError('TEST_DATABASE_NOT_CREATED', { server: maintenance.server.describe, reason }, { hint });
}
