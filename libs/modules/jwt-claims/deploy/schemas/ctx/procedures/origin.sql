-- Deploy pgpm-jwt-claims:schemas/ctx/procedures/origin to pg
-- requires: schemas/ctx/schema
-- requires: pgpm-types:schemas/public/domains/origin

create function ctx.origin() returns public.origin
language sql stable parallel safe
return nullif(pg_catalog.current_setting('jwt.claims.origin', true), '')::public.origin;

comment on function ctx.origin() is
  'The web page that sent the request: its origin, from jwt.claims.origin. NULL when that is unset or empty; error 23514 '
  'when it is no origin.';

grant execute on function ctx.origin() to authenticated, anonymous;
