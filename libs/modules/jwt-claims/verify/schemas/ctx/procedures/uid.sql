-- Verify pgpm-jwt-claims:schemas/ctx/procedures/uid on pg

select 'ctx.uid()'::pg_catalog.regprocedure;

do $$
begin
  if not pg_catalog.has_function_privilege('authenticated', 'ctx.uid()', 'execute')
    or not pg_catalog.has_function_privilege('anonymous', 'ctx.uid()', 'execute') then
    raise exception 'authenticated and anonymous must be able to call ctx.uid()';
  end if;
end
$$;
