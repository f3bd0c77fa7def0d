-- Verify pgpm-jwt-claims:schemas/jwt_public/procedures/current_origin on pg

select 'jwt_public.current_origin()'::pg_catalog.regprocedure;

do $$
begin
  if not pg_catalog.has_function_privilege('authenticated', 'jwt_public.current_origin()', 'execute')
    or not pg_catalog.has_function_privilege('anonymous', 'jwt_public.current_origin()', 'execute') then
    raise exception 'authenticated and anonymous must be able to call jwt_public.current_origin()';
  end if;
end
$$;
