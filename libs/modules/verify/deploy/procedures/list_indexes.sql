-- Deploy pgpm-verify:procedures/list_indexes to pg
-- requires: procedures/get_entity_from_str
-- requires: procedures/get_schema_from_str

create function public.list_indexes(_table text, _index text)
returns table (schema_name text, table_name text, index_name text)
language sql stable
set search_path = ''
as $$
  select n.nspname::text, c.relname::text, i.relname::text
  from pg_catalog.pg_index as x
  join pg_catalog.pg_class as i on i.oid = x.indexrelid
  join pg_catalog.pg_class as c on c.oid = x.indrelid
  join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
  where n.nspname = public.get_schema_from_str(_table)
    and c.relname = public.get_entity_from_str(_table)
    and i.relname = _index;
$$;

comment on function public.list_indexes(text, text) is
  'The index named exactly _index on _table: one row, or none. Indexes of constraints are included.';

grant execute on function public.list_indexes(text, text) to public;
