-- Deploy pgpm-verify:procedures/verify_schema to pg

create function public.verify_schema(_schema text) returns boolean
language plpgsql stable
set search_path = ''
as $$
begin
  if not exists (
    select from pg_catalog.pg_namespace as n where n.nspname = _schema
  ) then
    raise exception 'Nonexistent schema --> %', _schema using hint = 'Please check';
  end if;
  return true;
end
$$;

comment on function public.verify_schema(text) is
  'True when a schema is named exactly _schema, else an exception. The name is plain text, not an SQL identifier.';

grant execute on function public.verify_schema(text) to public;
