-- Revert pgpm-achievements:schemas/status_public/tables/user_achievements/policies/user_achievements_policy from pg

drop policy can_delete_user_achievements on status_public.user_achievements;

drop policy can_update_user_achievements on status_public.user_achievements;

drop policy can_insert_user_achievements on status_public.user_achievements;

drop policy can_select_user_achievements on status_public.user_achievements;
