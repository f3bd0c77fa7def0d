-- Verify pgpm-jwt-claims:schemas/ctx/procedures/uagent on pg

select 'ctx.uagent()'::pg_catalog.regprocedure;

do $$
begin
  if not pg_catalog.has_function_privilege('authenticated', 'ctx.uagent()', 'execute')
    or not pg_catalog.has_function_privilege('anonymous', 'ctx.uagent()', 'execute') then
    raise exception 'authenticated and anonymous must be able to call ctx.uagent()';
  end if;
end
$$;
