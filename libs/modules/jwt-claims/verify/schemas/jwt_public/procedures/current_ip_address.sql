-- Verify pgpm-jwt-claims:schemas/jwt_public/procedures/current_ip_address on pg

select 'jwt_public.current_ip_address()'::pg_catalog.regprocedure;

do $$
begin
  if not pg_catalog.has_function_privilege('authenticated', 'jwt_public.current_ip_address()', 'execute')
    or not pg_catalog.has_function_privilege('anonymous', 'jwt_public.current_ip_address()', 'execute') then
    raise exception 'authenticated and anonymous must be able to call jwt_public.current_ip_address()';
  end if;
end
$$;
