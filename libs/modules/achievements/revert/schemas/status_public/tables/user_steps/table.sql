-- Revert pgpm-achievements:schemas/status_public/tables/user_steps/table from pg

drop table status_public.user_steps;
