-- Deploy pgpm-jwt-claims:schemas/jwt_private/procedures/current_database_id to pg
-- requires: schemas/jwt_private/schema

create function jwt_private.current_database_id() returns uuid
language plpgsql stable parallel safe
set search_path = ''
as $$
declare
  claim constant text := nullif(pg_catalog.current_setting('jwt.claims.database_id', true), '');
begin
  -- Tested before the cast, since a handler would start a subtransaction in each call, which parallel plans forbid.
  if claim !~ '^(([0-9A-Fa-f]{4}-?){7}[0-9A-Fa-f]{4}|\{([0-9A-Fa-f]{4}-?){7}[0-9A-Fa-f]{4}\})$' then
    raise notice 'Invalid UUID value';
    return null;
  end if;
  return claim::uuid;
end
$$;

comment on function jwt_private.current_database_id() is
  'The database, or tenant, that the request is about, from jwt.claims.database_id. NULL when that is unset, empty, '
  'or, with a notice, no uuid.';

grant execute on function jwt_private.current_database_id() to authenticated, anonymous;
