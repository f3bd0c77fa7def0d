-- Deploy pgpm-jwt-claims:schemas/ctx/procedures/uid to pg
-- requires: schemas/ctx/schema

create function ctx.uid() returns uuid
language sql stable parallel safe
return nullif(pg_catalog.current_setting('jwt.claims.user_id', true), '')::pg_catalog.uuid;

comment on function ctx.uid() is
  'The user of the request, from jwt.claims.user_id. NULL when that is unset or empty; error 22P02 when it is no uuid.';

grant execute on function ctx.uid() to authenticated, anonymous;
