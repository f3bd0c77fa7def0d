-- Deploy pgpm-verify:procedures/verify_security to pg
-- requires: procedures/get_entity_from_str
-- requires: procedures/get_schema_from_str

create function public.verify_security(_table text) returns boolean
language plpgsql stable
set search_path = ''
as $$
begin
  if not exists (
    select from pg_catalog.pg_class as c
    join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
    where n.nspname = public.get_schema_from_str(_table)
      and c.relname = public.get_entity_from_str(_table)
      and c.relrowsecurity
  ) then
    raise exception 'Nonexistent security --> %', _table using hint = 'Please check';
  end if;
  return true;
end
$$;

comment on function public.verify_security(text) is
  'True when row level security is enabled on _table, else an exception.';

grant execute on function public.verify_security(text) to public;
