-- Deploy pgpm-verify:procedures/verify_membership to pg
-- requires: procedures/list_memberships

create function public.verify_membership(_user text, _role text) returns boolean
language plpgsql stable
set search_path = ''
as $$
begin
  if not exists (
    select from public.list_memberships(_user) as m where m.rolname = _role
  ) then
    raise exception 'Nonexistent member --> %', _user using hint = 'Please check';
  end if;
  return true;
end
$$;

comment on function public.verify_membership(text, text) is
  'True when the role _user is _role or a direct or indirect member of it, else an exception.';

grant execute on function public.verify_membership(text, text) to public;
