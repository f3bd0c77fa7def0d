-- Deploy pgpm-jwt-claims:schemas/jwt_public/procedures/current_group_ids to pg
-- requires: schemas/jwt_public/schema

create function jwt_public.current_group_ids() returns uuid[]
language plpgsql stable
set search_path = ''
as $$
declare
  claim constant text := nullif(pg_catalog.current_setting('jwt.claims.group_ids', true), '');
begin
  if claim is null then
    return '{}';
  end if;
  -- The handler starts a subtransaction, so only a claim that is there gets one.
  begin
    return claim::uuid[];
  exception
    -- What an array literal can be wrong in: elements and braces, bounds, size.
    when invalid_text_representation or invalid_parameter_value or array_subscript_error
      or numeric_value_out_of_range or program_limit_exceeded then
      raise notice 'Invalid UUID value';
      return '{}';
  end;
end
$$;

comment on function jwt_public.current_group_ids() is
  'The groups of the user, from jwt.claims.group_ids, an array literal such as {a,b}. Empty when that is unset, empty, '
  'or, with a notice, no array of uuids.';

grant execute on function jwt_public.current_group_ids() to authenticated, anonymous;
