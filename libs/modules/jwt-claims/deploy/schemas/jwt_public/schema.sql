-- Deploy pgpm-jwt-claims:schemas/jwt_public/schema to pg
-- requires: pgpm-default-roles:@0.0.5

create schema jwt_public;

comment on schema jwt_public is
  'Claims of the current request, from settings named jwt.claims.*. They are as trustworthy as whoever can run SET.';

grant usage on schema jwt_public to authenticated, anonymous;

alter default privileges in schema jwt_public grant execute on functions to authenticated;
