-- Verify pgpm-achievements:schemas/status_public/tables/user_levels/table on pg
-- pgpm: verify-always-passes the change makes no object

-- The change makes nothing. What it stands in is there.
select public.verify_schema('status_public');
