-- Deploy pgpm-achievements:schemas/status_private/schema to pg
-- requires: pgpm-jwt-claims:schemas/jwt_public/procedures/current_user_id
-- requires: pgpm-default-roles:@0.0.5

create schema status_private;

comment on schema status_private is 'Counts the steps of users. For triggers and the owner.';

grant usage on schema status_private to authenticated, anonymous;

-- pg_temp is named because it would otherwise come first, for tables and types.
create function status_private.check_user(user_id uuid) returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  -- Security definer functions call it: there current_user is the owner, so the caller is the role of the session.
  caller constant name := coalesce(nullif(current_setting('role'), 'none')::name, session_user);
begin
  if check_user.user_id is distinct from jwt_public.current_user_id()
    and not pg_has_role(caller, current_user, 'usage')
  then
    raise exception 'permission denied for the steps of user %', check_user.user_id
      using errcode = 'insufficient_privilege', hint = 'The setting jwt.claims.user_id names another user, or none.';
  end if;
end;
$$;

comment on function status_private.check_user(uuid) is
  'For security definer functions: refuses any user but that of the request, unless the owner asks.';

revoke execute on function status_private.check_user(uuid) from public;

alter default privileges in schema status_private grant execute on functions to authenticated;
