-- Deploy pgpm-achievements:schemas/status_public/procedures/steps_required to pg
-- requires: schemas/status_public/schema
-- requires: schemas/status_public/tables/level_requirements/table
-- requires: schemas/status_public/tables/user_achievements/table

create function status_public.steps_required(
  vlevel text,
  vrole_id uuid default jwt_public.current_user_id()
) returns setof status_public.level_requirements
language plpgsql
stable
set search_path = ''
as $$
begin
  -- Rows of the same priority come as they lie in the table, which is as they were inserted.
  return query
  select r.id, r.name, r.level, r.required_count - coalesce(a.count, 0), r.priority
  from status_public.levels as l
  join status_public.level_requirements as r on r.level = l.name
  left join status_public.user_achievements as a on a.user_id = vrole_id and a.name = r.name
  where l.name = vlevel
    and r.required_count > coalesce(a.count, 0)
  order by r.priority, r.ctid;
end;
$$;

comment on function status_public.steps_required(text, uuid) is
  'What a user still misses for a level: its requirements, with the missing number as required_count, by priority.';

-- It has the rights of its caller: privileges on the tables and row level security decide.
grant execute on function status_public.steps_required(text, uuid) to public, authenticated;
