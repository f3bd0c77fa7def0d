-- Verify pgpm-jwt-claims:schemas/ctx/procedures/ip_address on pg

select 'ctx.ip_address()'::pg_catalog.regprocedure;

do $$
begin
  if not pg_catalog.has_function_privilege('authenticated', 'ctx.ip_address()', 'execute')
    or not pg_catalog.has_function_privilege('anonymous', 'ctx.ip_address()', 'execute') then
    raise exception 'authenticated and anonymous must be able to call ctx.ip_address()';
  end if;
end
$$;
