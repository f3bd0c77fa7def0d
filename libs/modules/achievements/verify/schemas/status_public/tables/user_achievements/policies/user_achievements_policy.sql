-- Verify pgpm-achievements:schemas/status_public/tables/user_achievements/policies/user_achievements_policy on pg

select public.verify_policy('can_select_user_achievements', 'status_public.user_achievements');
select public.verify_policy('can_insert_user_achievements', 'status_public.user_achievements');
select public.verify_policy('can_update_user_achievements', 'status_public.user_achievements');
select public.verify_policy('can_delete_user_achievements', 'status_public.user_achievements');
