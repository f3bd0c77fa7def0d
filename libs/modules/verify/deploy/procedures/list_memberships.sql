-- Deploy pgpm-verify:procedures/list_memberships to pg

create function public.list_memberships(_user text) returns table (rolname text)
language sql stable
set search_path = ''
as $$
  with recursive memberships (role_id) as (
    select r.oid from pg_catalog.pg_roles as r where r.rolname = _user
    union
    select m.roleid
    from memberships
    join pg_catalog.pg_auth_members as m on m.member = memberships.role_id
  )
  select r.rolname::text
  from memberships
  join pg_catalog.pg_roles as r on r.oid = memberships.role_id;
$$;

comment on function public.list_memberships(text) is
  'The role _user and every role it is directly or indirectly a member of, each once, in no particular order.';

grant execute on function public.list_memberships(text) to public;
