import type { NotedStatement } from '../model/index.js';
import { literal } from './literal.js';
import type { Session } from './session.js';

/** Which script the statements belong to. */
export type NotedScript = Pick<NotedStatement, 'module' | 'change' | 'operation'>;

/**
 * The registry is written as the user of the session, whatever role a script has set. Lasts to the end of the transaction:
 * what the script has set is in force again after it.
 */
const asUser = `set local session authorization default;
set local role none;
set local search_path = pg_catalog, pg_temp;
`;

/**
 * Statements, to be sent inside a transaction, that note statements of a script as begun, or as ended.
 *
 * @param hashes - of the statements, from place `position` on.
 */
export function noteStatements(
  { module, change, operation }: NotedScript,
  position: number,
  hashes: readonly string[],
  isFinished: boolean,
): string {
  const rows = hashes.map(
    (hash, place) =>
      `(${[module, change, operation].map(literal).join(',')}, ${position + place},${literal(hash)}, ${isFinished ? 'clock_timestamp()' : 'null'})`,
  );
  return `${asUser}insert into pgpm_migrate.x_statements (package, change_name, operation, position, statement_hash, finished_at)
values ${rows.join(', ')}
on conflict (package, change_name, operation, position)
do update set statement_hash = excluded.statement_hash, finished_at = excluded.finished_at;
`;
}

/**
 * Statements, to be sent inside a transaction, that forget the notes of a script: it is through, or nobody is to go on.
 *
 * @param position - forgets this statement alone.
 */
export function forgetStatements(script: NotedScript, position?: number): string {
  const only = position === undefined ? '' : ` and position = ${position}`;
  return `${asUser}delete from pgpm_migrate.x_statements where ${isOf(script)}${only};\n`;
}

/** The same for statements that have begun and are not known to have ended: nothing of them has run. */
export function forgetBegunStatements(script: NotedScript): string {
  return `${asUser}delete from pgpm_migrate.x_statements where ${isOf(script)} and finished_at is null;\n`;
}

/** Statements that note: what has begun, has ended. */
export function finishStatements(script: NotedScript): string {
  return `${asUser}update pgpm_migrate.x_statements set finished_at = clock_timestamp()
where ${isOf(script)} and finished_at is null;
`;
}

function isOf({ module, change, operation }: NotedScript): string {
  return `package =${literal(module)} and change_name =${literal(change)} and operation =${literal(operation)}`;
}

/** Indexes that exist and cannot be used, as a failed concurrent build leaves them: name as it is to be written, to bare name. */
export async function readInvalidIndexes(session: Session): Promise<ReadonlyMap<string, string>> {
  const rows = await session.rows<{ name: string; plain: string }>(
    `select pg_catalog.format('%I.%I', n.nspname, c.relname) as name, c.relname::text as plain
     from pg_catalog.pg_index as i
     join pg_catalog.pg_class as c on c.oid = i.indexrelid
     join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
     where not i.indisvalid and c.relkind = 'i'
     order by 1`,
  );
  return new Map(rows.map(({ name, plain }) => [name, plain]));
}
