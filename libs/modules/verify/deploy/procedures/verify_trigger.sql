-- Deploy pgpm-verify:procedures/verify_trigger to pg
-- requires: procedures/get_entity_from_str
-- requires: procedures/get_schema_from_str

create function public.verify_trigger(_trigger text) returns boolean
language plpgsql stable
set search_path = ''
as $$
begin
  if not exists (
    select from pg_catalog.pg_trigger as t
    join pg_catalog.pg_class as c on c.oid = t.tgrelid
    join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
    where n.nspname = public.get_schema_from_str(_trigger)
      and t.tgname = public.get_entity_from_str(_trigger)
  ) then
    raise exception 'Nonexistent trigger --> %', _trigger using hint = 'Please check';
  end if;
  return true;
end
$$;

comment on function public.verify_trigger(text) is
  'True when a table in the schema of _trigger has a trigger of that name, else an exception.';

grant execute on function public.verify_trigger(text) to public;
