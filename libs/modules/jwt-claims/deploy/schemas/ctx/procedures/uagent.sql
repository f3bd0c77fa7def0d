-- Deploy pgpm-jwt-claims:schemas/ctx/procedures/uagent to pg
-- requires: schemas/ctx/schema

create function ctx.uagent() returns text
language sql stable parallel safe
return nullif(pg_catalog.current_setting('jwt.claims.user_agent', true), '');

comment on function ctx.uagent() is
  'The program of the client, from jwt.claims.user_agent. NULL when that is unset or empty.';

grant execute on function ctx.uagent() to authenticated, anonymous;
