-- Verify pgpm-achievements:schemas/status_public/tables/user_levels/table on pg
-- pgpm: verify-always-passes the change makes no object

-- Nothing to prove, since nothing is made.
