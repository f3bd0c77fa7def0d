import { EngineError } from '../errors/index.js';
import { holdsLock } from './lock.js';
import type { Session } from './session.js';

/** What a run has to know about the server before it decides anything. */
export interface ServerFacts {
  /** This session holds the lock of the database. */
  readonly holdsLock: boolean;
  /** As `server_version_num`, for example 180004. */
  readonly version: number;
  readonly user: string;
  /** It takes no writes: a standby, or made so by a setting. */
  readonly isReadOnly: boolean;
  /** May create schemas in this database. */
  readonly canCreate: boolean;
  /** Installed extensions: name to schema. */
  readonly extensions: Readonly<Record<string, string>>;
  readonly registry: RegistryShape;
}

export interface RegistryShape {
  readonly exists: boolean;
  /** Tables and routines of the schema that are not there; empty when it is complete or does not exist. */
  readonly missing: readonly string[];
  /** Of the tables that are shared with other tools, those that are not there although others are. */
  readonly lostTables: readonly string[];
  /** Made by a tool that lets a module hold each script text only once. */
  readonly hasUniqueHash: boolean;
  /** The user may read the tables that are shared with other tools, and sees every row. */
  readonly isReadable: boolean;
  /** The user may add rows to them, as a deploy does. */
  readonly isWritable: boolean;
  /** The user may also remove changes, as a revert does. */
  readonly isErasable: boolean;
  /** Our own tables (`x_…`). A registry made by another tool has none. */
  readonly own: ReadonlySet<OwnTable>;
  /** Those that the user may read, and those that he may write to. */
  readonly readable: ReadonlySet<OwnTable>;
  readonly writable: ReadonlySet<OwnTable>;
  /** Roles besides the user that own the schema or tables of it. */
  readonly otherOwners: readonly string[];
  /** A column has a type that somebody has made: to read it may run a cast. */
  readonly hasMadeTypes: boolean;
}

export const ownTables = ['x_meta', 'x_scripts', 'x_statements', 'x_runs'] as const;
export type OwnTable = (typeof ownTables)[number];

/** The oldest server that is supported. */
const minimumVersion = 140_000;

/** That of a database that nobody has deployed to. */
export const noRegistry: RegistryShape = {
  exists: false,
  missing: [],
  lostTables: [],
  hasUniqueHash: false,
  isReadable: true,
  isWritable: true,
  isErasable: true,
  own: new Set(),
  readable: new Set(),
  writable: new Set(),
  otherOwners: [],
  hasMadeTypes: false,
};

/** Whatever users make has a number from here on. */
export const firstOfUsers = 16384;

/** Those that are shared with other tools. */
export const sharedTables = ['packages', 'changes', 'dependencies', 'events'];
const routines = [
  'register_package',
  'is_deployed',
  'deploy',
  'revert',
  'verify',
  'deployed_changes',
  'get_dependents',
  'status',
];

/** By name, because there is an index on it: a database may have many thousands of tables and routines. */
const names = (list: readonly string[]): string => `'{${list.join(',')}}'::pg_catalog.name[]`;

/** Sets how the session reads strings, too: the server takes a whole message apart before the first statement of it runs. */
const factsQuery = `
  select
    pg_catalog.set_config('standard_conforming_strings', 'on', false),
    ${holdsLock} as "holdsLock",
    pg_catalog.current_setting('server_version_num')::int as version,
    current_user::text as "user",
    pg_catalog.current_setting('transaction_read_only') = 'on' as "isReadOnly",
    pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE') as "canCreate",
    (select coalesce(pg_catalog.json_object_agg(e.extname, e.extnamespace::pg_catalog.regnamespace::text), '{}')
     from pg_catalog.pg_extension as e) as extensions,
    n.oid is not null as exists,
    (select coalesce(pg_catalog.json_object_agg(c.relname, case
         when not pg_catalog.has_schema_privilege(n.oid, 'USAGE') then ''
         when pg_catalog.row_security_active(c.oid) then ''
         when pg_catalog.has_table_privilege(c.oid, 'INSERT') and pg_catalog.has_table_privilege(c.oid, 'UPDATE')
           and pg_catalog.has_table_privilege(c.oid, 'DELETE') then 'rw'
         when not pg_catalog.has_table_privilege(c.oid, 'SELECT') then ''
         when pg_catalog.has_table_privilege(c.oid, 'INSERT') then 'ri'
         else 'r' end), '{}')
     from pg_catalog.pg_class as c
     where c.relname = any(${names([...sharedTables, ...ownTables])}) and c.relnamespace = n.oid and c.relkind = 'r') as tables,
    array(select p.proname::text from pg_catalog.pg_proc as p
          where p.proname = any(${names(routines)}) and p.pronamespace = n.oid) as routines,
    coalesce((select pg_catalog.has_sequence_privilege(s.oid, 'USAGE') from pg_catalog.pg_class as s
              where s.relname = 'events_event_id_seq' and s.relnamespace = n.oid and s.relkind = 'S'), true) as "numbersEvents",
    exists(select from pg_catalog.pg_constraint as k
           where k.connamespace = n.oid and k.conname = 'changes_package_script_hash_key') as "hasUniqueHash",
    array(
      select pg_catalog.pg_get_userbyid(s.nspowner)::text from pg_catalog.pg_namespace as s
      where s.oid = n.oid and pg_catalog.pg_get_userbyid(s.nspowner) <> current_user
      union
      select pg_catalog.pg_get_userbyid(c.relowner)::text from pg_catalog.pg_class as c
      where c.relname = any(${names([...sharedTables, ...ownTables])}) and c.relnamespace = n.oid
        and pg_catalog.pg_get_userbyid(c.relowner) <> current_user
    ) as "otherOwners",
    exists(select from pg_catalog.pg_class as c join pg_catalog.pg_attribute as a on a.attrelid = c.oid
           where c.relname = any(${names([...sharedTables, ...ownTables])}) and c.relnamespace = n.oid
             and a.atttypid >= ${firstOfUsers}) as "hasMadeTypes"
  from (select pg_catalog.to_regnamespace('pgpm_migrate') as oid) as n`;

interface FactsRow {
  holdsLock: boolean;
  version: number;
  user: string;
  isReadOnly: boolean;
  canCreate: boolean;
  extensions: Record<string, string>;
  exists: boolean;
  /** What the user may do with each: read, insert, write. */
  tables: Record<string, '' | 'r' | 'ri' | 'rw'>;
  routines: string[];
  /** May take numbers for events. */
  numbersEvents: boolean;
  hasUniqueHash: boolean;
  otherOwners: string[];
  hasMadeTypes: boolean;
}

/** @throws {EngineError} `SERVER_TOO_OLD`. */
export async function readServer(session: Session): Promise<ServerFacts> {
  const [row] = await session.rows<FactsRow>(factsQuery);
  if (row === undefined) throw new TypeError('the server answered a select without a row');
  if (row.version < minimumVersion) {
    throw new EngineError('SERVER_TOO_OLD', {
      version: printVersion(row.version),
      minimum: printVersion(minimumVersion),
    });
  }
  const { version, user, isReadOnly, canCreate, extensions, exists, hasUniqueHash, otherOwners, hasMadeTypes } = row;
  const absent = sharedTables.filter((name) => !(name in row.tables));
  const missing = exists
    ? [
        ...absent.map((name) => `table ${name}`),
        ...routines.filter((name) => !row.routines.includes(name)).map((name) => `routine ${name}`),
      ]
    : [];
  const isWritable = row.numbersEvents && sharedTables.every((name) => (row.tables[name] ?? 'rw').length === 2);
  const registry = {
    exists,
    missing,
    // A schema without tables is one that somebody has prepared.
    lostTables: absent.length < sharedTables.length ? absent : [],
    hasUniqueHash,
    isReadable: sharedTables.every((name) => row.tables[name] !== ''),
    isWritable,
    isErasable: isWritable && (row.tables['changes'] ?? 'rw') === 'rw',
    own: new Set(ownTables.filter((name) => name in row.tables)),
    readable: new Set(ownTables.filter((name) => (row.tables[name] ?? '') !== '')),
    writable: new Set(ownTables.filter((name) => row.tables[name] === 'rw')),
    otherOwners,
    hasMadeTypes,
  };
  return { holdsLock: row.holdsLock, version, user, isReadOnly, canCreate, extensions, registry };
}

function printVersion(version: number): string {
  return `${Math.floor(version / 10_000)}.${version % 10_000}`;
}

/**
 * Of `names`, those that the server could install, with what their control files there say of them. The server reads all of
 * these, so ask only when needed.
 */
export async function availableExtensions(
  session: Session,
  names: readonly string[],
): Promise<ReadonlyMap<string, string | null>> {
  if (names.length === 0) return new Map();
  const rows = await session.rows<{ name: string; comment: string | null }>(
    'select name::text, comment from pg_catalog.pg_available_extensions where name::text = any($1)',
    [names],
  );
  return new Map(rows.map(({ name, comment }) => [name, comment]));
}
