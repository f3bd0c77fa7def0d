-- Deploy pgpm-verify:procedures/verify_view to pg
-- requires: procedures/get_entity_from_str
-- requires: procedures/get_schema_from_str

create function public.verify_view(_view text) returns boolean
language plpgsql stable
set search_path = ''
as $$
begin
  if not exists (
    select from pg_catalog.pg_class as c
    join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
    where n.nspname = public.get_schema_from_str(_view)
      and c.relname = public.get_entity_from_str(_view)
      and c.relkind = 'v'
  ) then
    raise exception 'Nonexistent view --> %', _view using hint = 'Please check';
  end if;
  return true;
end
$$;

comment on function public.verify_view(text) is
  'True when the view _view exists, else an exception. A materialized view is not a view.';

grant execute on function public.verify_view(text) to public;
