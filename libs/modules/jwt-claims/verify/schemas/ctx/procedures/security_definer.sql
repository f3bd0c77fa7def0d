-- Verify pgpm-jwt-claims:schemas/ctx/procedures/security_definer on pg

select 'ctx.security_definer()'::pg_catalog.regprocedure, 'ctx.is_security_definer()'::pg_catalog.regprocedure;

do $$
begin
  if ctx.security_definer() is null
    or ctx.is_security_definer() is distinct from (ctx.security_definer() = current_user::pg_catalog.text) then
    raise exception 'ctx.is_security_definer() must compare the current role with ctx.security_definer()';
  end if;
  if not pg_catalog.has_function_privilege('public', 'ctx.security_definer()', 'execute')
    or not pg_catalog.has_function_privilege('public', 'ctx.is_security_definer()', 'execute') then
    raise exception 'everybody must be able to call the functions';
  end if;
end
$$;
