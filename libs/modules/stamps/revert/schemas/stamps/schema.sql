-- Revert pgpm-stamps:schemas/stamps/schema from pg

alter default privileges in schema stamps revoke execute on functions from authenticated;

drop schema stamps;
