import type { Session } from './session.js';

/** An object of the database, by the ids that PostgreSQL gives it. */
export interface CatalogObject {
  /** Its catalog, its id there, and the number of its column. */
  readonly id: readonly [catalog: number, object: number, column: number];
  /** The same as text. */
  readonly key: string;
  /** Key of the object that it is a part of. */
  readonly parent: string | undefined;
}

export interface NamedObject extends CatalogObject {
  readonly kind: string;
  readonly name: string;
}

/** OID of `pg_class`: what is a part of something, is part of a relation. */
const classCatalog = 1259;

/** Rows are counted up to this number. */
const mostRows = 1_000_000;

/** How many tables one query counts. */
const tablesAtOnce = 200;

/**
 * Everything that people make, outside of the registry, of temporary schemas and of extensions. A constraint's index is part
 * of the constraint; partitions, columns, constraints, indexes, triggers and policies are parts of their table.
 */
const objectsQuery = `
  with spaces as (
    select oid from pg_catalog.pg_namespace
    where nspname !~ '^pg_' and nspname not in ('information_schema', 'pgpm_migrate')
  ), classes as (
    select c.* from pg_catalog.pg_class as c join spaces as n on n.oid = c.relnamespace
  ), objects (catalog, object, part, parent) as (
    select 'pg_catalog.pg_class'::pg_catalog.regclass, c.oid, 0, i.inhparent
    from classes as c
    left join pg_catalog.pg_inherits as i on i.inhrelid = c.oid and c.relispartition
    where c.relkind in ('r', 'p', 'v', 'm', 'S', 'f')
    union all
    select 'pg_catalog.pg_class'::pg_catalog.regclass, i.indexrelid, 0, i.indrelid
    from pg_catalog.pg_index as i join classes as c on c.oid = i.indexrelid
    where not exists (select from pg_catalog.pg_constraint as k where k.conindid = i.indexrelid and k.conrelid = i.indrelid)
    union all
    select 'pg_catalog.pg_class'::pg_catalog.regclass, a.attrelid, a.attnum, a.attrelid
    from pg_catalog.pg_attribute as a join classes as c on c.oid = a.attrelid
    where c.relkind in ('r', 'p', 'f') and a.attnum > 0 and not a.attisdropped
    union all
    select 'pg_catalog.pg_constraint'::pg_catalog.regclass, k.oid, 0, k.conrelid
    from pg_catalog.pg_constraint as k join classes as c on c.oid = k.conrelid
    where k.contype in ('c', 'f', 'p', 'u', 'x')
    union all
    select 'pg_catalog.pg_trigger'::pg_catalog.regclass, t.oid, 0, t.tgrelid
    from pg_catalog.pg_trigger as t join classes as c on c.oid = t.tgrelid
    where not t.tgisinternal
    union all
    select 'pg_catalog.pg_policy'::pg_catalog.regclass, p.oid, 0, p.polrelid
    from pg_catalog.pg_policy as p join classes as c on c.oid = p.polrelid
    union all
    select 'pg_catalog.pg_proc'::pg_catalog.regclass, p.oid, 0, null
    from pg_catalog.pg_proc as p join spaces as n on n.oid = p.pronamespace
    union all
    select 'pg_catalog.pg_type'::pg_catalog.regclass, t.oid, 0, null
    from pg_catalog.pg_type as t join spaces as n on n.oid = t.typnamespace
    left join pg_catalog.pg_class as c on c.oid = t.typrelid
    where t.typtype in ('e', 'd', 'r') or c.relkind = 'c'
    union all
    select 'pg_catalog.pg_namespace'::pg_catalog.regclass, oid, 0, null from spaces
    union all
    select 'pg_catalog.pg_extension'::pg_catalog.regclass, oid, 0, null from pg_catalog.pg_extension
    union all
    select 'pg_catalog.pg_authid'::pg_catalog.regclass, oid, 0, null from pg_catalog.pg_roles
  )
  select coalesce(pg_catalog.json_agg(pg_catalog.json_build_array(
      o.catalog::pg_catalog.oid::bigint, o.object::bigint, o.part, o.parent::bigint)), '[]') as objects
  from objects as o
  where not exists (
    select from pg_catalog.pg_depend as d
    where d.classid = o.catalog and d.objid = o.object and d.deptype = 'e'
  )`;

type ObjectRow = readonly [catalog: number, object: number, column: number, parent: number | null];

export async function readObjects(session: Session): Promise<readonly CatalogObject[]> {
  const [row] = await session.rows<{ objects: readonly ObjectRow[] }>(objectsQuery);
  return (row?.objects ?? []).map(([catalog, object, column, parent]) => ({
    id: [catalog, object, column],
    key: `${catalog}/${object}/${column}`,
    parent: parent === null ? undefined : `${classCatalog}/${parent}/0`,
  }));
}

/** Names and kinds, in the order of `objects`, which have to exist. */
export async function describeObjects(
  session: Session,
  objects: readonly CatalogObject[],
): Promise<readonly NamedObject[]> {
  if (objects.length === 0) return [];
  const rows = await session.rows<{ kind: string; name: string }>(
    `select i.type as kind, i.identity as name
     from unnest($1::oid[], $2::oid[], $3::int[]) with ordinality as o (catalog, object, part, place),
       pg_catalog.pg_identify_object(o.catalog, o.object, o.part) as i
     order by o.place`,
    [objects.map(({ id }) => id[0]), objects.map(({ id }) => id[1]), objects.map(({ id }) => id[2])],
  );
  return objects.map((object, place) => ({ ...object, kind: rows[place]?.kind ?? '', name: rows[place]?.name ?? '' }));
}

/** How many rows each table holds, up to a million. Undefined for what is no table, or may not be read. */
export async function countRows(
  session: Session,
  objects: readonly NamedObject[],
): Promise<readonly (number | undefined)[]> {
  const tables = objects.filter(({ kind }) => kind === 'table' || kind === 'materialized view');
  const counts = new Map<string, number>();
  for (let next = 0; next < tables.length; next += tablesAtOnce) {
    const some = tables.slice(next, next + tablesAtOnce);
    const readable = await session.rows<{ oid: string }>(
      `select o.oid::text from pg_catalog.unnest($1::oid[]) as o (oid) where pg_catalog.has_table_privilege(o.oid, 'SELECT')`,
      [some.map(({ id }) => id[1])],
    );
    const allowed = new Set(readable.map(({ oid }) => Number(oid)));
    // The server gave these names, quoted.
    const selects = some
      .filter(({ id }) => allowed.has(id[1]))
      .map(
        ({ key, name }) =>
          `select '${key}' as key, (select count(*) from (select from ${name} limit ${mostRows}) as r)::int as rows`,
      );
    if (selects.length === 0) continue;
    for (const { key, rows } of await session.rows<{ key: string; rows: number }>(selects.join('\nunion all '))) {
      counts.set(key, rows);
    }
  }
  return objects.map(({ key }) => counts.get(key));
}

/** Rows that the open transaction has deleted or updated, by table; those of dropped tables are not told. */
export async function readTouchedRows(
  session: Session,
): Promise<readonly { readonly table: string; readonly deleted: number; readonly updated: number }[]> {
  return session.rows(
    `select pg_catalog.format('%I.%I', s.schemaname, s.relname) as table,
       s.n_tup_del::int as deleted, s.n_tup_upd::int as updated
     from pg_catalog.pg_stat_xact_user_tables as s
     join pg_catalog.pg_class as c on c.oid = s.relid
     where s.n_tup_del + s.n_tup_upd > 0 and s.schemaname <> 'pgpm_migrate'
     order by 1`,
  );
}
