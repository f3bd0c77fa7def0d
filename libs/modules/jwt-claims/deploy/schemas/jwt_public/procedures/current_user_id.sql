-- Deploy pgpm-jwt-claims:schemas/jwt_public/procedures/current_user_id to pg
-- requires: schemas/jwt_public/schema

create function jwt_public.current_user_id() returns uuid
language plpgsql stable parallel safe
set search_path = ''
as $$
declare
  claim constant text := nullif(pg_catalog.current_setting('jwt.claims.user_id', true), '');
begin
  -- Tested before the cast, since a handler would start a subtransaction in each call, which parallel plans forbid.
  if claim !~ '^(([0-9A-Fa-f]{4}-?){7}[0-9A-Fa-f]{4}|\{([0-9A-Fa-f]{4}-?){7}[0-9A-Fa-f]{4}\})$' then
    raise notice 'Invalid UUID value';
    return null;
  end if;
  return claim::uuid;
end
$$;

comment on function jwt_public.current_user_id() is
  'The user of the request, from jwt.claims.user_id. NULL when that is unset, empty, or, with a notice, no uuid. '
  'ctx.uid() raises instead, for policies that must not take a malformed claim for nobody.';

grant execute on function jwt_public.current_user_id() to authenticated, anonymous;
