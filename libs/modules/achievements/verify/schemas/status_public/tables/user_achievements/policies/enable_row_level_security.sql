-- Verify pgpm-achievements:schemas/status_public/tables/user_achievements/policies/enable_row_level_security on pg

select public.verify_security('status_public.user_achievements');
