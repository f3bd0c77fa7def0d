-- Revert pgpm-achievements:schemas/status_public/tables/user_achievements/policies/enable_row_level_security from pg

alter table status_public.user_achievements disable row level security;
