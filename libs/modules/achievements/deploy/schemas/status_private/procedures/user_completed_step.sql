-- Deploy pgpm-achievements:schemas/status_private/procedures/user_completed_step to pg
-- requires: schemas/status_private/schema
-- requires: schemas/status_public/tables/user_steps/table

-- Security definer: a trigger that counts for a user runs with the rights of this user, who has none on the log.
-- Whoever is not the owner counts for the user of the request only. Nothing is run as SQL.
-- pg_temp is named because it would otherwise come first, for tables and types.
create function status_private.user_completed_step(
  step text,
  user_id uuid default jwt_public.current_user_id()
) returns void
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  -- In here current_user is the owner, so the caller is the role of the session.
  caller constant name := coalesce(nullif(current_setting('role'), 'none')::name, session_user);
begin
  if user_completed_step.user_id is distinct from jwt_public.current_user_id()
    and not pg_has_role(caller, current_user, 'usage')
  then
    raise exception 'permission denied for the steps of user %', user_completed_step.user_id
      using errcode = 'insufficient_privilege', hint = 'The setting jwt.claims.user_id names another user, or none.';
  end if;

  insert into status_public.user_steps (user_id, name, count)
  values (user_completed_step.user_id, step, 1);
end;
$$;

comment on function status_private.user_completed_step(text, uuid) is
  'Logs one step of a user. Of the user of the request, unless the owner calls it.';

revoke execute on function status_private.user_completed_step(text, uuid) from public;
grant execute on function status_private.user_completed_step(text, uuid) to authenticated;
