-- Deploy pgpm-jwt-claims:schemas/jwt_public/procedures/current_origin to pg
-- requires: schemas/jwt_public/schema
-- requires: pgpm-types:schemas/public/domains/origin

create function jwt_public.current_origin() returns public.origin
language sql stable parallel safe
return nullif(pg_catalog.current_setting('jwt.claims.origin', true), '')::public.origin;

comment on function jwt_public.current_origin() is
  'The web page that sent the request: its origin, from jwt.claims.origin. NULL when that is unset or empty; error 23514 '
  'when it is no origin.';

grant execute on function jwt_public.current_origin() to authenticated, anonymous;
