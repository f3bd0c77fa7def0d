-- Revert pgpm-db-meta:schemas/meta_private/schema from pg

alter default privileges in schema meta_private revoke all on functions from administrator;
alter default privileges in schema meta_private revoke all on sequences from administrator;
alter default privileges in schema meta_private revoke all on tables from administrator;

drop schema meta_private;
