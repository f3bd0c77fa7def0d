-- Deploy pgpm-achievements:schemas/status_public/procedures/user_achieved to pg
-- requires: schemas/status_public/schema
-- requires: schemas/status_public/procedures/steps_required
-- requires: schemas/status_public/tables/level_requirements/table
-- requires: schemas/status_public/tables/user_achievements/table

create function status_public.user_achieved(
  vlevel text,
  vrole_id uuid default jwt_public.current_user_id()
) returns boolean
language plpgsql
stable
set search_path = ''
as $$
begin
  return not exists (select from status_public.steps_required(vlevel, vrole_id));
end;
$$;

comment on function status_public.user_achieved(text, uuid) is
  'Whether a user misses nothing for a level. Also true for a level that does not exist.';

-- It has the rights of its caller: privileges on the tables and row level security decide.
grant execute on function status_public.user_achieved(text, uuid) to public, authenticated;
