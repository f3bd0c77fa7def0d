-- Revert pgpm-db-meta:schemas/meta_public/schema from pg

alter default privileges in schema meta_public revoke all on functions from administrator;
alter default privileges in schema meta_public revoke all on sequences from administrator;
alter default privileges in schema meta_public revoke all on tables from administrator;

drop schema meta_public;
