-- Revert pgpm-jwt-claims:schemas/jwt_public/schema from pg

alter default privileges in schema jwt_public revoke execute on functions from authenticated;

drop schema jwt_public;
