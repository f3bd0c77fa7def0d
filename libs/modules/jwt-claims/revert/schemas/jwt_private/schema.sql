-- Revert pgpm-jwt-claims:schemas/jwt_private/schema from pg

alter default privileges in schema jwt_private revoke execute on functions from authenticated;

drop schema jwt_private;
