-- Revert pgpm-achievements:schemas/status_public/tables/user_achievements/table from pg

drop table status_public.user_achievements;
