-- Deploy pgpm-achievements:schemas/status_private/procedures/user_incompleted_step to pg
-- requires: schemas/status_private/schema
-- requires: schemas/status_public/tables/user_steps/table

-- Security definer: a trigger that counts for a user runs with the rights of this user, who has none on the log.
-- Whoever is not the owner counts for the user of the request only. Nothing is run as SQL.
-- pg_temp is named because it would otherwise come first, for tables and types.
create function status_private.user_incompleted_step(
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
  if user_incompleted_step.user_id is distinct from jwt_public.current_user_id()
    and not pg_has_role(caller, current_user, 'usage')
  then
    raise exception 'permission denied for the steps of user %', user_incompleted_step.user_id
      using errcode = 'insufficient_privilege', hint = 'The setting jwt.claims.user_id names another user, or none.';
  end if;

  -- The tally first: it waits for whoever is counting, whose step is then seen below and goes with the others. And no
  -- deleted step has a tally left to be subtracted from.
  delete from status_public.user_achievements as a
  where a.user_id = user_incompleted_step.user_id and a.name = step;

  delete from status_public.user_steps as s
  where s.user_id = user_incompleted_step.user_id and s.name = step;
end;
$$;

comment on function status_private.user_incompleted_step(text, uuid) is
  'Deletes all steps of a task and its tally. Of the user of the request, unless the owner calls it.';

revoke execute on function status_private.user_incompleted_step(text, uuid) from public;
grant execute on function status_private.user_incompleted_step(text, uuid) to authenticated;
