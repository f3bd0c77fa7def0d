-- Revert pgpm-uuid:schemas/uuids/schema from pg

alter default privileges in schema uuids revoke execute on functions from public;

drop schema uuids;
