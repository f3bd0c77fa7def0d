-- What the other files of this folder share. They are arms of one query, joined with UNION ALL; each arm has the columns
-- kind, name and definition. Everything is printed with search_path = pg_catalog, so that names are qualified, and
-- nothing that is printed holds an OID. Objects that initdb made have OIDs below 16384; of these only the schema public
-- can belong to an application.
with own_schema as (
  select n.oid, n.nspname, n.nspowner, n.nspacl
  from pg_namespace as n
  where n.nspname not like 'pg\_%' and n.nspname not in ('information_schema', 'pgpm_migrate', 'pgpm_check')
), extension_member as (
  select d.classid, d.objid
  from pg_depend as d
  where d.refclassid = 'pg_extension'::regclass and d.deptype = 'e'
), relation as (
  select c.oid, c.relkind, c.relowner, c.relacl, format('%I.%I', n.nspname, c.relname) as name, c.relname, n.nspname
  from pg_class as c
  join own_schema as n on n.oid = c.relnamespace
  where c.oid >= 16384
    and c.relkind in ('r', 'p', 'f', 'v', 'm', 'S', 'c')
    and not exists (select from extension_member as e where e.classid = 'pg_class'::regclass and e.objid = c.oid)
), routine as (
  select p.oid, p.prokind, p.proowner, p.proacl, p.oid::regprocedure::text as name
  from pg_proc as p
  join own_schema as n on n.oid = p.pronamespace
  -- Without what the server makes along with a range type.
  where p.oid >= 16384
    and not (p.prolang = (select l.oid from pg_language as l where l.lanname = 'internal') and exists (
      select from pg_depend as d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'i'))
    and not exists (select from extension_member as e where e.classid = 'pg_proc'::regclass and e.objid = p.oid)
), own_type as (
  -- Without the types that the server makes along with tables, ranges and other types.
  select t.oid, t.typtype, t.typowner, t.typacl, t.oid::regtype::text as name
  from pg_type as t
  join own_schema as n on n.oid = t.typnamespace
  where t.oid >= 16384
    and t.typtype in ('b', 'c', 'd', 'e', 'r')
    and (t.typrelid = 0 or exists (select from relation as r where r.oid = t.typrelid and r.relkind = 'c'))
    and not exists (select from pg_type as element where element.oid = t.typelem and element.typarray = t.oid)
    and not exists (select from extension_member as e where e.classid = 'pg_type'::regclass and e.objid = t.oid)
), deployer as (
  -- Owns most of what there is. Leaving it out makes the snapshots of different users comparable.
  select r.oid from pg_roles as r where r.rolname = session_user
)
