-- Revert pgpm-jwt-claims:schemas/ctx/schema from pg

alter default privileges in schema ctx revoke execute on functions from authenticated;

drop schema ctx;
