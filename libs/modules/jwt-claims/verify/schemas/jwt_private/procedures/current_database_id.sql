-- Verify pgpm-jwt-claims:schemas/jwt_private/procedures/current_database_id on pg

select 'jwt_private.current_database_id()'::pg_catalog.regprocedure;

do $$
begin
  if not pg_catalog.has_function_privilege('authenticated', 'jwt_private.current_database_id()', 'execute')
    or not pg_catalog.has_function_privilege('anonymous', 'jwt_private.current_database_id()', 'execute') then
    raise exception 'authenticated and anonymous must be able to call jwt_private.current_database_id()';
  end if;
end
$$;
