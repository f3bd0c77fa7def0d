-- Deploy pgpm-achievements:schemas/status_private/procedures/user_incompleted_step to pg
-- requires: schemas/status_private/schema
-- requires: schemas/status_public/tables/user_steps/table

-- Security definer: a trigger that counts for a user runs with the rights of this user, who has none on the log.
-- check_user lets whoever is not the owner count for the user of the request only. Nothing is run as SQL.
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
begin
  perform status_private.check_user(user_incompleted_step.user_id);

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
