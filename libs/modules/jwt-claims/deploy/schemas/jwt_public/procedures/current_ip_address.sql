-- Deploy pgpm-jwt-claims:schemas/jwt_public/procedures/current_ip_address to pg
-- requires: schemas/jwt_public/schema

create function jwt_public.current_ip_address() returns inet
language plpgsql stable
set search_path = ''
as $$
declare
  claim constant text := nullif(pg_catalog.current_setting('jwt.claims.ip_address', true), '');
begin
  if claim is null then
    return null;
  end if;
  -- The handler starts a subtransaction, so only a claim that is there gets one.
  begin
    return pg_catalog.btrim(claim)::inet;
  exception
    when invalid_text_representation or invalid_parameter_value then
      raise notice 'Invalid IP';
      return null;
  end;
end
$$;

comment on function jwt_public.current_ip_address() is
  'The address of the client, from jwt.claims.ip_address without blanks around it. NULL when that is unset, empty, '
  'or, with a notice, no address.';

grant execute on function jwt_public.current_ip_address() to authenticated, anonymous;
