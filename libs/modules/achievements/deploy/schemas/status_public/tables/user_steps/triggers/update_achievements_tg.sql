-- Deploy pgpm-achievements:schemas/status_public/tables/user_steps/triggers/update_achievements_tg to pg
-- requires: schemas/status_public/schema
-- requires: schemas/status_public/tables/user_steps/table
-- requires: schemas/status_public/tables/user_achievements/table
-- requires: schemas/status_private/procedures/upsert_achievement

-- Security definer: nobody but the owner may change tallies. It takes no arguments, and nothing is run as SQL.
-- pg_temp is named because it would otherwise come first, for tables and types.
create function status_private.tg_update_achievements_tg() returns trigger
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if tg_op in ('UPDATE', 'DELETE') then
    update status_public.user_achievements as a
    set count = greatest(a.count - greatest(old.count, 0), 0)
    where a.user_id = old.user_id and a.name = old.name;
  end if;
  if tg_op in ('INSERT', 'UPDATE') then
    perform status_private.upsert_achievement(new.user_id, new.name, new.count);
  end if;
  return coalesce(new, old);
end;
$$;

comment on function status_private.tg_update_achievements_tg() is
  'Keeps the tallies equal to the log. For a trigger of status_public.user_steps.';

revoke execute on function status_private.tg_update_achievements_tg() from public, authenticated;

create trigger update_achievements_tg
after insert or update of user_id, name, count or delete on status_public.user_steps
for each row
execute function status_private.tg_update_achievements_tg();
