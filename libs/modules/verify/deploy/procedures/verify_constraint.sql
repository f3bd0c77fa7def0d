-- Deploy pgpm-verify:procedures/verify_constraint to pg

-- No pinned search_path: an unqualified table is looked up in the search_path of the caller. Nothing else in the body
-- depends on it, because every function, type, catalog and operator names its schema.
create function public.verify_constraint(_table text, _name text) returns boolean
language plpgsql stable
as $$
declare
  parts constant pg_catalog.text[] := pg_catalog.parse_ident(_table);
  table_id pg_catalog.oid;
begin
  if pg_catalog.cardinality(parts) operator(pg_catalog.>) 2 then
    raise exception 'string is not a valid identifier: "%"', _table
      using errcode = 'invalid_parameter_value',
        detail = 'A name has one or two parts: the schema and the object.';
  end if;

  if pg_catalog.cardinality(parts) operator(pg_catalog.=) 2 then
    select c.oid into table_id
    from pg_catalog.pg_class as c
    join pg_catalog.pg_namespace as n on n.oid operator(pg_catalog.=) c.relnamespace
    where n.nspname operator(pg_catalog.=) parts[1]
      and c.relname operator(pg_catalog.=) parts[2];
  else
    table_id := pg_catalog.to_regclass(_table);
  end if;

  if not exists (
    select from pg_catalog.pg_constraint as k
    where k.conrelid operator(pg_catalog.=) table_id
      and k.conname operator(pg_catalog.=) _name
  ) then
    raise exception 'Nonexistent constraint --> %', _name using hint = 'Please check';
  end if;
  return true;
end
$$;

comment on function public.verify_constraint(text, text) is
  'True when _table has a constraint named exactly _name, else an exception. An unqualified _table follows the
search_path of the caller.';

grant execute on function public.verify_constraint(text, text) to public;
