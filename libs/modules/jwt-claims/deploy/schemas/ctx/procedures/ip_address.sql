-- Deploy pgpm-jwt-claims:schemas/ctx/procedures/ip_address to pg
-- requires: schemas/ctx/schema

create function ctx.ip_address() returns inet
language sql stable parallel safe
return nullif(pg_catalog.current_setting('jwt.claims.ip_address', true), '')::pg_catalog.inet;

comment on function ctx.ip_address() is
  'The address of the client, from jwt.claims.ip_address. NULL when that is unset or empty; error 22P02 when it is '
  'no address.';

grant execute on function ctx.ip_address() to authenticated, anonymous;
