-- Deploy pgpm-achievements:schemas/status_public/tables/user_levels/table to pg
-- requires: schemas/status_public/schema

-- Nothing: the name is planned by tools that know it, and has never made an object.
