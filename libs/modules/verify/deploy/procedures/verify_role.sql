-- Deploy pgpm-verify:procedures/verify_role to pg

create function public.verify_role(_user text) returns boolean
language plpgsql stable
set search_path = ''
as $$
begin
  if not exists (
    select from pg_catalog.pg_roles as r where r.rolname = _user
  ) then
    raise exception 'Nonexistent user --> %', _user using hint = 'Please check';
  end if;
  return true;
end
$$;

comment on function public.verify_role(text) is
  'True when a role is named exactly _user, else an exception.';

grant execute on function public.verify_role(text) to public;
