-- Verify pgpm-jwt-claims:schemas/jwt_private/procedures/current_token_id on pg

select 'jwt_private.current_token_id()'::pg_catalog.regprocedure;

do $$
begin
  if not pg_catalog.has_function_privilege('authenticated', 'jwt_private.current_token_id()', 'execute')
    or not pg_catalog.has_function_privilege('anonymous', 'jwt_private.current_token_id()', 'execute') then
    raise exception 'authenticated and anonymous must be able to call jwt_private.current_token_id()';
  end if;
end
$$;
