-- Extensions, types, domains, functions, comments.
select 'extension', quote_ident(x.extname),
  format('create extension %I schema %I version %L', x.extname, n.nspname, x.extversion)
from pg_extension as x
join pg_namespace as n on n.oid = x.extnamespace

union all
select case t.typtype when 'd' then 'domain' else 'type' end, t.name,
  concat_ws(E'\n',
    case t.typtype
      when 'd' then concat_ws(' ',
        format('create domain %s as %s', t.name, format_type(y.typbasetype, y.typtypmod)),
        (select 'collate ' || y.typcollation::regcollation from pg_type as b
         where b.oid = y.typbasetype and y.typcollation <> b.typcollation),
        case when y.typnotnull then 'not null' end,
        'default ' || coalesce(pg_get_expr(y.typdefaultbin, 0), y.typdefault))
      when 'e' then format('create type %s as enum (%s)', t.name, (
        select string_agg(quote_literal(e.enumlabel), ', ' order by e.enumsortorder)
        from pg_enum as e where e.enumtypid = t.oid))
      when 'c' then format('create type %s as (…)', t.name)
      when 'r' then (
        select concat_ws(' ', format('create type %s as range subtype %s', t.name, g.rngsubtype::regtype),
          'collation ' || nullif(g.rngcollation, 0)::regcollation,
          'canonical ' || nullif(g.rngcanonical::oid, 0)::regprocedure,
          'subtype_diff ' || nullif(g.rngsubdiff::oid, 0)::regprocedure,
          'multirange ' || g.rngmultitypid::regtype,
          'subtype_opclass ' || (
            select format('%I.%I', n.nspname, o.opcname)
            from pg_opclass as o join pg_namespace as n on n.oid = o.opcnamespace where o.oid = g.rngsubopc))
        from pg_range as g where g.rngtypid = t.oid)
      else concat_ws(' ', format('create type %s', t.name),
        case when y.typisdefined then format(
          'input %s output %s length %s byvalue %s alignment %s storage %s category %s preferred %s delimiter %s',
          y.typinput, y.typoutput, y.typlen, y.typbyval, y.typalign, y.typstorage, y.typcategory, y.typispreferred,
          y.typdelim) end,
        'receive ' || nullif(y.typreceive::oid, 0)::regproc,
        'send ' || nullif(y.typsend::oid, 0)::regproc,
        'typmod_in ' || nullif(y.typmodin::oid, 0)::regproc,
        'typmod_out ' || nullif(y.typmodout::oid, 0)::regproc,
        'analyze ' || nullif(y.typanalyze::oid, 0)::regproc,
        'element ' || nullif(y.typelem, 0)::regtype,
        'default ' || quote_literal(y.typdefault))
    end,
    'owner ' || nullif(t.typowner, (select oid from deployer))::regrole)
from own_type as t
join pg_type as y on y.oid = t.oid

union all
select case r.prokind when 'p' then 'procedure' else 'function' end, r.name,
  concat_ws(E'\n', rtrim(pg_get_functiondef(r.oid), E'\n'),
    'owner ' || nullif(r.proowner, (select oid from deployer))::regrole)
from routine as r
where r.prokind <> 'a'

union all
select 'comment', 'on ' || o.type || ' ' || o.identity, d.description
from pg_description as d
cross join lateral pg_identify_object(d.classoid, d.objoid, d.objsubid) as o
where (d.objoid >= 16384 or d.classoid = 'pg_namespace'::regclass and d.objoid = to_regnamespace('public'))
  and not exists (select from extension_member as e where e.classid = d.classoid and e.objid = d.objoid)
  and coalesce(o.schema, '') not in ('pgpm_migrate', 'pgpm_check', 'pg_catalog', 'information_schema')
  and d.classoid <> 'pg_extension'::regclass
  and not (d.classoid = 'pg_namespace'::regclass and o.name in ('pgpm_migrate', 'pgpm_check'))

union all
select 'comment', 'on role ' || d.objoid::regrole, d.description
from pg_shdescription as d
where d.classoid = 'pg_authid'::regclass and d.objoid >= 16384
  and not exists (select from pgpm_check.foreign_role as f where f.oid = d.objoid)
