-- Deploy pgpm-jwt-claims:schemas/jwt_private/schema to pg
-- requires: pgpm-default-roles:@0.0.5

create schema jwt_private;

comment on schema jwt_private is
  'Claims of the current request that are not about its user. The same roles may read them as those in jwt_public.';

grant usage on schema jwt_private to authenticated, anonymous;

alter default privileges in schema jwt_private grant execute on functions to authenticated;
