-- Deploy pgpm-achievements:schemas/status_public/tables/user_achievements/policies/enable_row_level_security to pg
-- requires: schemas/status_public/schema
-- requires: schemas/status_public/tables/user_achievements/table

alter table status_public.user_achievements enable row level security;
