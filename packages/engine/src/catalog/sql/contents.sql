-- A query, as text, for numbers made of what tables hold, whoever they belong to: the number of their rows and the sum of
-- the rows' hashes, which does not depend on their order. Null for a table that cannot be read, or not all of it.
select string_agg(case
    when has_table_privilege(c.oid, 'select') and not row_security_active(c.oid)
    then format($$select %L, concat_ws(' ', count(*), sum(hashtextextended(row(t.*)::text, 0))) from %I.%I as t$$,
      c.name, c.nspname, c.relname)
    else format('select %L, null', c.name)
  end, E'\nunion all\n')
from (
  select c.oid, n.nspname, c.relname, format('%I.%I', n.nspname, c.relname) as name
  from pg_class as c
  join pg_namespace as n on n.oid = c.relnamespace
  where c.oid >= 16384
    and n.nspname not like 'pg\_%' and n.nspname not in ('information_schema', 'pgpm_migrate', 'pgpm_check')
    and c.relkind in ('r', 'm') and c.relispopulated and pg_relation_size(c.oid) > 0
) as c
