-- Privileges as what differs from those that the server gives by default, roles, memberships, settings.
select 'privileges', p.kind || ' ' || p.name, string_agg(p.line, E'\n' order by p.line)
from (
  select a.kind, a.name,
    concat_ws(' ', case when item.is_added then 'grant' else 'revoke' end,
      string_agg(lower(g.privilege_type), ', ' order by g.privilege_type),
      case when item.is_added then 'to' else 'from' end,
      case when g.grantee = 0 then 'public' when g.grantee = a.owner then 'owner' else g.grantee::regrole::text end,
      case when g.is_grantable then 'with grant option' end,
      'granted by ' || nullif(g.grantor, a.owner)::regrole)
  from (
    select case r.relkind when 'S' then 'sequence' else 'table' end, r.name, r.relowner, r.relacl,
      acldefault(case r.relkind when 'S' then 's'::"char" else 'r' end, r.relowner)
    from relation as r where r.relacl is not null
    union all
    select 'column', r.name || '.' || quote_ident(c.attname), r.relowner, c.attacl, acldefault('c', r.relowner)
    from relation as r
    join pg_attribute as c on c.attrelid = r.oid and not c.attisdropped
    where c.attacl is not null
    union all
    select case r.prokind when 'p' then 'procedure' when 'a' then 'aggregate' else 'function' end, r.name, r.proowner,
      r.proacl, acldefault('f', r.proowner)
    from routine as r where r.proacl is not null
    union all
    select 'type', t.name, t.typowner, t.typacl, acldefault('T', t.typowner) from own_type as t where t.typacl is not null
    union all
    select 'schema', quote_ident(n.nspname), n.nspowner, n.nspacl, acldefault('n', n.nspowner)
    from own_schema as n where n.nspacl is not null
    union all
    select 'language', quote_ident(l.lanname), l.lanowner, l.lanacl, acldefault('l', l.lanowner)
    from pg_language as l where l.lanacl is not null
    union all
    select 'foreign data wrapper', quote_ident(w.fdwname), w.fdwowner, w.fdwacl, acldefault('F', w.fdwowner)
    from pg_foreign_data_wrapper as w where w.fdwacl is not null
    union all
    select 'server', quote_ident(s.srvname), s.srvowner, s.srvacl, acldefault('S', s.srvowner)
    from pg_foreign_server as s where s.srvacl is not null
    union all
    select 'database', 'of this connection', d.datdba, d.datacl, acldefault('d', d.datdba)
    from pg_database as d where d.datname = current_database() and d.datacl is not null
    union all
    select 'default privileges',
      concat_ws(' ',
        'for ' || nullif(d.defaclrole, (select oid from deployer))::regrole,
        'in schema ' || nullif(d.defaclnamespace, 0)::regnamespace,
        'on ' || case d.defaclobjtype when 'r' then 'tables' when 'S' then 'sequences' when 'f' then 'functions'
          when 'T' then 'types' when 'n' then 'schemas' else d.defaclobjtype::text end),
      d.defaclrole, d.defaclacl,
      -- Those of a schema are added to the others; the columns' default is to have none.
      acldefault(case when d.defaclnamespace <> 0 then 'c' when d.defaclobjtype = 'S' then 's' else d.defaclobjtype end,
        d.defaclrole)
    from pg_default_acl as d
  ) as a (kind, name, owner, acl, preset)
  cross join lateral (
    select i, true from unnest(a.acl) as i where not i = any (a.preset)
    union all
    select i, false from unnest(a.preset) as i where not i = any (a.acl)
  ) as item (value, is_added)
  cross join lateral aclexplode(array[item.value]) as g
  group by a.kind, a.name, a.owner, item.is_added, g.grantee, g.grantor, g.is_grantable
) as p (kind, name, line)
group by p.kind, p.name

union all
select 'role', quote_ident(r.rolname),
  concat_ws(' ', 'create role ' || quote_ident(r.rolname),
    case when r.rolsuper then 'superuser' end,
    case when r.rolinherit then 'inherit' else 'noinherit' end,
    case when r.rolcreaterole then 'createrole' end,
    case when r.rolcreatedb then 'createdb' end,
    case when r.rolcanlogin then 'login' end,
    case when r.rolreplication then 'replication' end,
    case when r.rolbypassrls then 'bypassrls' end,
    'connection limit ' || nullif(r.rolconnlimit, -1),
    'valid until ' || quote_literal(r.rolvaliduntil at time zone 'UTC'))
from pg_roles as r
where r.oid >= 16384 and not exists (select from pgpm_check.foreign_role as f where f.oid = r.oid)

union all
-- Who gives a membership is part of it from PostgreSQL 16 on.
select 'membership', format('%s in %s', m.member::regrole, m.roleid::regrole),
  string_agg(concat_ws(' ',
    case when m.admin_option then 'with admin option' end,
    'inherit ' || (to_jsonb(m) ->> 'inherit_option'),
    'set ' || (to_jsonb(m) ->> 'set_option'),
    'granted by ' || nullif(m.grantor, (select oid from deployer))::regrole), E'\n' order by m.grantor::regrole::text)
from pg_auth_members as m
where (m.roleid >= 16384 or m.member >= 16384)
  and not exists (select from pgpm_check.foreign_role as f where f.oid = m.member)
group by m.member, m.roleid

union all
select 'settings',
  concat_ws(' ',
    'of role ' || nullif(s.setrole, 0)::regrole,
    case when s.setdatabase <> 0 then 'in this database' end),
  (select string_agg(setting, E'\n' order by setting) from unnest(s.setconfig) as setting)
from pg_db_role_setting as s
where (s.setdatabase = 0 or s.setdatabase = (select d.oid from pg_database as d where d.datname = current_database()))
  and not exists (select from pgpm_check.foreign_role as f where f.oid = s.setrole)
