-- Deploy pgpm-achievements:schemas/status_public/tables/user_achievements/policies/user_achievements_policy to pg
-- requires: schemas/status_public/schema
-- requires: schemas/status_public/tables/user_achievements/table
-- requires: schemas/status_public/tables/user_achievements/policies/enable_row_level_security

create policy can_select_user_achievements on status_public.user_achievements
for select
to public
using (jwt_public.current_user_id() = user_id);

comment on policy can_select_user_achievements on status_public.user_achievements is
  'Users see their own tallies.';

create policy can_insert_user_achievements on status_public.user_achievements
for insert
to public
with check (false);

comment on policy can_insert_user_achievements on status_public.user_achievements is
  'Only the owner of the table adds tallies.';

create policy can_update_user_achievements on status_public.user_achievements
for update
to public
using (false);

comment on policy can_update_user_achievements on status_public.user_achievements is
  'Only the owner of the table changes tallies.';

create policy can_delete_user_achievements on status_public.user_achievements
for delete
to public
using (false);

comment on policy can_delete_user_achievements on status_public.user_achievements is
  'Only the owner of the table deletes tallies.';
