-- Verify pgpm-inflection:schemas/inflection/procedures/dashed on pg

select 'inflection.dashed(text)'::pg_catalog.regprocedure;

do $$
begin
  if inflection.dashed('userId') is distinct from 'user-id' then
    raise exception 'inflection.dashed must give dashed-case';
  end if;
  if not pg_catalog.has_function_privilege('public', 'inflection.dashed(text)', 'execute') then
    raise exception 'everybody must be able to call inflection.dashed(text)';
  end if;
end
$$;
