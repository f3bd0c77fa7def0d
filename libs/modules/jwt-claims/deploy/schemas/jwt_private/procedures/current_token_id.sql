-- Deploy pgpm-jwt-claims:schemas/jwt_private/procedures/current_token_id to pg
-- requires: schemas/jwt_private/schema

create function jwt_private.current_token_id() returns uuid
language sql stable parallel safe
return nullif(pg_catalog.current_setting('jwt.claims.token_id', true), '')::pg_catalog.uuid;

comment on function jwt_private.current_token_id() is
  'The token of the request, from jwt.claims.token_id. NULL when that is unset or empty; error 22P02 when it is no '
  'uuid.';

grant execute on function jwt_private.current_token_id() to authenticated, anonymous;
