-- Revert pgpm-achievements:schemas/status_public/tables/user_steps/triggers/update_achievements_tg from pg

drop trigger update_achievements_tg on status_public.user_steps;

drop function status_private.tg_update_achievements_tg();
