-- Deploy pgpm-achievements:schemas/status_private/procedures/user_completed_step to pg
-- requires: schemas/status_private/schema
-- requires: schemas/status_public/tables/user_steps/table

-- Security definer: a trigger that counts for a user runs with the rights of this user, who has none on the log.
-- check_user lets whoever is not the owner count for the user of the request only. Nothing is run as SQL.
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
begin
  perform status_private.check_user(user_completed_step.user_id);

  insert into status_public.user_steps (user_id, name, count)
  values (user_completed_step.user_id, step, 1);
end;
$$;

comment on function status_private.user_completed_step(text, uuid) is
  'Logs one step of a user. Of the user of the request, unless the owner calls it.';

revoke execute on function status_private.user_completed_step(text, uuid) from public;
grant execute on function status_private.user_completed_step(text, uuid) to authenticated;
