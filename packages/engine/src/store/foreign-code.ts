import { firstOfUsers, ownTables, sharedTables } from './server.js';
import type { Session } from './session.js';

/** The defaults of `registry.sql`; other tools have the first two. */
const knownDefaults = [
  'clock_timestamp()',
  `nextval('pgpm_migrate.events_event_id_seq'::regclass)`,
  '0',
  'SESSION_USER',
  `current_setting('application_name'::text)`,
  'pg_backend_pid()',
];

/** Catalogs of what runs when it is used, and can be made by users. */
const code = `array['pg_catalog.pg_proc', 'pg_catalog.pg_operator', 'pg_catalog.pg_type', 'pg_catalog.pg_opclass']::pg_catalog.regclass[]`;

/**
 * What tables of the registry would run, besides what the server brings, when somebody writes to them: a view in their place,
 * triggers, rules, defaults, checks, types and indexes with functions; and other tables that are written to along with them,
 * which may have all of that. It would run with the rights of whoever writes.
 */
const foreignCode = `
  with tables as (
    select c.oid, c.relname, c.relkind
    from pg_catalog.pg_class as c
    where c.relnamespace = pg_catalog.to_regnamespace('pgpm_migrate')
      and c.relname = any('{${[...sharedTables, ...ownTables].join(',')}}'::pg_catalog.name[])
  )
  select 'relation' as kind, t.relname::text as name, t.relname::text as "table" from tables as t where t.relkind <> 'r'
  union all
  select 'trigger', g.tgname, t.relname from pg_catalog.pg_trigger as g join tables as t on t.oid = g.tgrelid
  where not g.tgisinternal
  union all
  select 'rule', r.rulename, t.relname from pg_catalog.pg_rewrite as r join tables as t on t.oid = r.ev_class
  where t.relkind = 'r'
  union all
  select 'policy', p.polname, t.relname from pg_catalog.pg_policy as p join tables as t on t.oid = p.polrelid
  union all
  select 'column', a.attname, t.relname
  from pg_catalog.pg_attribute as a
  join tables as t on t.oid = a.attrelid
  left join pg_catalog.pg_attrdef as d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where a.attnum > 0 and not a.attisdropped and (
    a.atttypid >= ${firstOfUsers}
    or not pg_catalog.pg_get_expr(d.adbin, d.adrelid) = any($1)
    or exists(select from pg_catalog.pg_depend as n
              where n.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass and n.objid = d.oid and n.refclassid = any(${code})))
  union all
  select 'constraint', k.conname, t.relname from pg_catalog.pg_constraint as k join tables as t on t.oid = k.conrelid
  where k.contype in ('t', 'x')
    or k.contype = 'c' and (
      pg_catalog.pg_get_expr(k.conbin, k.conrelid) ~ '[[:alnum:]_"]\\('
      or exists(select from pg_catalog.pg_depend as n
                where n.classid = 'pg_catalog.pg_constraint'::pg_catalog.regclass and n.objid = k.oid and n.refclassid = any(${code})))
  union all
  select 'index', c.relname, t.relname
  from pg_catalog.pg_index as i
  join tables as t on t.oid = i.indrelid
  join pg_catalog.pg_class as c on c.oid = i.indexrelid
  where i.indexprs is not null or i.indpred is not null
    or exists(select from pg_catalog.unnest(i.indclass) as o (oid) where o.oid >= ${firstOfUsers})
  union all
  select 'child', c.relname, t.relname
  from pg_catalog.pg_inherits as i
  join tables as t on t.oid = i.inhparent
  join pg_catalog.pg_class as c on c.oid = i.inhrelid
  union all
  select 'constraint', k.conname, t.relname from pg_catalog.pg_constraint as k join tables as t on t.oid = k.confrelid
  where k.contype = 'f' and not (k.confdeltype in ('a', 'r') and k.confupdtype in ('a', 'r'))
    and not exists(select from tables as own where own.oid = k.conrelid)
  order by 3, 1, 2`;

/**
 * Roles that own the schema or tables of it, and that the user has no reason to trust: no superusers, who can do what they like
 * anyway, and none that he is a member of. A superuser is one of every role without having asked for it.
 */
const foreignOwners = `
  select r.rolname::text as owner
  from (
    select s.nspowner from pg_catalog.pg_namespace as s where s.nspname = 'pgpm_migrate'
    union
    select c.relowner from pg_catalog.pg_class as c
    where c.relname = any('{${[...sharedTables, ...ownTables].join(',')}}'::pg_catalog.name[])
      and c.relnamespace = pg_catalog.to_regnamespace('pgpm_migrate')
  ) as o (oid)
  join pg_catalog.pg_roles as r on r.oid = o.oid
  join pg_catalog.pg_roles as u on u.rolname = current_user
  where not r.rolsuper and r.oid <> u.oid and (u.rolsuper or not pg_catalog.pg_has_role(r.oid, 'MEMBER'))
  order by 1`;

/** Whose it is, and what it is: `trigger spy of events`, … Of both nothing where there is no such owner. */
export async function readForeignCode(
  session: Session,
): Promise<{ readonly owners: readonly string[]; readonly objects: readonly string[] }> {
  const owners = (await session.rows<{ owner: string }>(foreignOwners)).map(({ owner }) => owner);
  if (owners.length === 0) return { owners, objects: [] };
  const rows = await session.rows<{ kind: string; name: string; table: string }>(foreignCode, [knownDefaults]);
  const objects = rows.map(({ kind, name, table }) =>
    kind === 'relation' ? `${name}, which is no table` : `${kind} ${name} of ${table}`,
  );
  return { owners, objects };
}
