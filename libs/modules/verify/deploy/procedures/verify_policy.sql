-- Deploy pgpm-verify:procedures/verify_policy to pg
-- requires: procedures/get_entity_from_str
-- requires: procedures/get_schema_from_str

create function public.verify_policy(_policy text, _table text) returns boolean
language plpgsql stable
set search_path = ''
as $$
begin
  if not exists (
    select from pg_catalog.pg_policy as p
    join pg_catalog.pg_class as c on c.oid = p.polrelid
    join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
    where n.nspname = public.get_schema_from_str(_table)
      and c.relname = public.get_entity_from_str(_table)
      and c.relrowsecurity
      and p.polname = _policy
  ) then
    raise exception 'Nonexistent policy or missing relrowsecurity --> %', _policy using hint = 'Please check';
  end if;
  return true;
end
$$;

comment on function public.verify_policy(text, text) is
  'True when _table has row level security enabled and a policy named exactly _policy, else an exception.';

grant execute on function public.verify_policy(text, text) to public;
