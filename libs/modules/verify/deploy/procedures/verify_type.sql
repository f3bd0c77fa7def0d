-- Deploy pgpm-verify:procedures/verify_type to pg
-- requires: procedures/get_entity_from_str
-- requires: procedures/get_schema_from_str

create function public.verify_type(_type text) returns boolean
language plpgsql stable
set search_path = ''
as $$
begin
  if not exists (
    select from pg_catalog.pg_type as t
    join pg_catalog.pg_namespace as n on n.oid = t.typnamespace
    where n.nspname = public.get_schema_from_str(_type)
      and t.typname = public.get_entity_from_str(_type)
  ) then
    raise exception 'Nonexistent type --> %', _type using hint = 'Please check';
  end if;
  return true;
end
$$;

comment on function public.verify_type(text) is
  'True when the type _type exists (base, enum, domain, range, composite or row type), else an exception.';

grant execute on function public.verify_type(text) to public;
