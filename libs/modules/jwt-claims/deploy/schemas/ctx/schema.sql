-- Deploy pgpm-jwt-claims:schemas/ctx/schema to pg
-- requires: pgpm-default-roles:@0.0.5

create schema ctx;

comment on schema ctx is
  'Claims of the current request under short names. They raise an error for a malformed claim.';

grant usage on schema ctx to authenticated, anonymous;

alter default privileges in schema ctx grant execute on functions to authenticated;
