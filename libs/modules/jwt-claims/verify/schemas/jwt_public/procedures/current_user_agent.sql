-- Verify pgpm-jwt-claims:schemas/jwt_public/procedures/current_user_agent on pg

select 'jwt_public.current_user_agent()'::pg_catalog.regprocedure;

do $$
begin
  if not pg_catalog.has_function_privilege('authenticated', 'jwt_public.current_user_agent()', 'execute')
    or not pg_catalog.has_function_privilege('anonymous', 'jwt_public.current_user_agent()', 'execute') then
    raise exception 'authenticated and anonymous must be able to call jwt_public.current_user_agent()';
  end if;
end
$$;
