-- Deploy pgpm-verify:procedures/verify_domain to pg
-- requires: procedures/get_entity_from_str
-- requires: procedures/get_schema_from_str

create function public.verify_domain(_type text) returns boolean
language plpgsql stable
set search_path = ''
as $$
begin
  if not exists (
    select from pg_catalog.pg_type as t
    join pg_catalog.pg_namespace as n on n.oid = t.typnamespace
    where n.nspname = public.get_schema_from_str(_type)
      and t.typname = public.get_entity_from_str(_type)
      and t.typtype = 'd'
  ) then
    raise exception 'Nonexistent type --> %', _type using hint = 'Please check';
  end if;
  return true;
end
$$;

comment on function public.verify_domain(text) is
  'True when the domain _type exists, else an exception.';

grant execute on function public.verify_domain(text) to public;
