-- Verify pgpm-jwt-claims:schemas/ctx/procedures/origin on pg

select 'ctx.origin()'::pg_catalog.regprocedure;

do $$
begin
  if not pg_catalog.has_function_privilege('authenticated', 'ctx.origin()', 'execute')
    or not pg_catalog.has_function_privilege('anonymous', 'ctx.origin()', 'execute') then
    raise exception 'authenticated and anonymous must be able to call ctx.origin()';
  end if;
end
$$;
