-- Deploy pgpm-jwt-claims:schemas/jwt_public/procedures/current_user_agent to pg
-- requires: schemas/jwt_public/schema

create function jwt_public.current_user_agent() returns text
language sql stable parallel safe
return pg_catalog.current_setting('jwt.claims.user_agent', true);

comment on function jwt_public.current_user_agent() is
  'The program of the client as it calls itself, from jwt.claims.user_agent. NULL when that is unset; the empty string '
  'in a session that had it in an earlier transaction.';

grant execute on function jwt_public.current_user_agent() to authenticated, anonymous;
