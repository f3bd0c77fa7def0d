import type { Session } from './session.js';

/** What decides nothing in a run, and still explains why one fails or why text is lost. */
export interface ServerHealth {
  /** Such as `18.4`. */
  readonly version: string;
  readonly encoding: string;
  readonly collation: string;
  /** Versions of the collation: that of the time when the database was made, and that of now; null where there are none. */
  readonly collationVersion: string | null;
  readonly actualCollationVersion: string | null;
  /** A standby, or transactions are read-only by default. */
  readonly isReadOnly: boolean;
  /** Two queries were answered by one and the same process of the server. */
  readonly keepsSession: boolean;
  readonly isSuperuser: boolean;
}

/** @param version - as `server_version_num`: servers before 15 know no version of a database's collation. */
export async function readHealth(session: Session, version: number): Promise<ServerHealth> {
  const versions =
    version >= 150_000
      ? 'd.datcollversion as "collationVersion", pg_catalog.pg_database_collation_actual_version(d.oid) as "actualCollationVersion"'
      : 'null as "collationVersion", null as "actualCollationVersion"';
  const [first] = await session.rows<{ pid: number }>('select pg_catalog.pg_backend_pid() as pid');
  const [row] = await session.rows<ServerHealth & Record<string, unknown>>(
    `select pg_catalog.current_setting('server_version') as version,
       pg_catalog.pg_encoding_to_char(d.encoding)::text as encoding, d.datcollate::text as collation, ${versions},
       pg_catalog.pg_is_in_recovery() or pg_catalog.current_setting('default_transaction_read_only')::bool as "isReadOnly",
       pg_catalog.pg_backend_pid() = $1 as "keepsSession", r.rolsuper as "isSuperuser"
     from pg_catalog.pg_database as d, pg_catalog.pg_roles as r
     where d.datname = pg_catalog.current_database() and r.rolname = current_user`,
    [first?.pid],
  );
  if (row === undefined) throw new TypeError('the server does not know the database of this session');
  return row;
}

/** An extension that the server could install. */
export interface AvailableExtension {
  readonly name: string;
  /** Some version of it can be installed by whoever may create objects in the database. */
  readonly isTrusted: boolean;
}

/** Of `names`, those that the server could install. Reads the control files on the server, so ask only when needed. */
export async function readAvailable(
  session: Session,
  names: readonly string[],
): Promise<ReadonlyMap<string, AvailableExtension>> {
  if (names.length === 0) return new Map();
  const rows = await session.rows<AvailableExtension & Record<string, unknown>>(
    `select name::text, pg_catalog.bool_or(trusted or not superuser) as "isTrusted"
     from pg_catalog.pg_available_extension_versions
     where name::text = any($1)
     group by name`,
    [names],
  );
  return new Map(rows.map((row) => [row.name, row]));
}
