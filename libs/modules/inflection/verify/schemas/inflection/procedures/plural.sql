-- Verify pgpm-inflection:schemas/inflection/procedures/plural on pg

select 'inflection.plural(text)'::pg_catalog.regprocedure;

do $$
begin
  if inflection.plural('black sheep') is distinct from 'black sheep' then
    raise exception 'inflection.plural must leave uncountable words alone';
  end if;
  if not pg_catalog.has_function_privilege('public', 'inflection.plural(text)', 'execute') then
    raise exception 'everybody must be able to call inflection.plural(text)';
  end if;
end
$$;
