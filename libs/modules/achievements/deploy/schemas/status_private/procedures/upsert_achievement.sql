-- Deploy pgpm-achievements:schemas/status_private/procedures/upsert_achievement to pg
-- requires: schemas/status_private/schema
-- requires: schemas/status_public/tables/user_achievements/table

create function status_private.upsert_achievement(
  vuser_id uuid,
  vname text,
  vcount int
) returns void
language plpgsql
volatile
set search_path = ''
as $$
begin
  insert into status_public.user_achievements as a (user_id, name, count)
  values (vuser_id, vname, greatest(vcount, 0))
  on conflict on constraint user_achievements_unique_key do update
  set count = a.count + excluded.count;
end;
$$;

comment on function status_private.upsert_achievement(uuid, text, int) is
  'Adds to the tally of a task. Negative amounts and NULL add 0. For the owner: row level security refuses others.';

-- It has the rights of its caller: privileges on the tables and row level security decide.
grant execute on function status_private.upsert_achievement(uuid, text, int) to public, authenticated;
