-- Deploy pgpm-verify:procedures/verify_extension to pg

create function public.verify_extension(_extname text) returns boolean
language plpgsql stable
set search_path = ''
as $$
begin
  if not exists (
    select from pg_catalog.pg_available_extensions as e
    where e.name = _extname
  ) then
    raise exception 'Nonexistent extension --> %', _extname using hint = 'Please check';
  end if;
  return true;
end
$$;

comment on function public.verify_extension(text) is
  'True when the server can install the extension _extname, installed or not; else an exception.';

grant execute on function public.verify_extension(text) to public;

create function public.verify_extension_installed(_extname text) returns boolean
language plpgsql stable
set search_path = ''
as $$
begin
  if not exists (
    select from pg_catalog.pg_extension as e
    where e.extname = _extname
  ) then
    raise exception 'Nonexistent extension --> %', _extname using hint = 'Please check';
  end if;
  return true;
end
$$;

comment on function public.verify_extension_installed(text) is
  'True when the extension _extname is installed in this database, else an exception.';

grant execute on function public.verify_extension_installed(text) to public;
