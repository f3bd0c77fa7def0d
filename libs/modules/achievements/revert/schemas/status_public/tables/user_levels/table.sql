-- Revert pgpm-achievements:schemas/status_public/tables/user_levels/table from pg

-- Nothing: the name is planned by tools that know it, and has never made an object.
