-- Verify pgpm-inflection:schemas/inflection/procedures/strip_accents on pg

select 'inflection.strip_accents(text)'::pg_catalog.regprocedure;

do $$
begin
  if inflection.strip_accents('Crème Brûlée') is distinct from 'Creme Brulee' then
    raise exception 'inflection.strip_accents must remove accents';
  end if;
  if not pg_catalog.has_function_privilege('public', 'inflection.strip_accents(text)', 'execute') then
    raise exception 'everybody must be able to call inflection.strip_accents(text)';
  end if;
end
$$;
