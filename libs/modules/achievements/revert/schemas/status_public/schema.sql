-- Revert pgpm-achievements:schemas/status_public/schema from pg

alter default privileges in schema status_public revoke execute on functions from authenticated;

drop schema status_public;
