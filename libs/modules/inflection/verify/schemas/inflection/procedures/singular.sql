-- Verify pgpm-inflection:schemas/inflection/procedures/singular on pg

select 'inflection.singular(text)'::pg_catalog.regprocedure;

do $$
begin
  if inflection.singular('black sheep') is distinct from 'black sheep' then
    raise exception 'inflection.singular must leave uncountable words alone';
  end if;
  if not pg_catalog.has_function_privilege('public', 'inflection.singular(text)', 'execute') then
    raise exception 'everybody must be able to call inflection.singular(text)';
  end if;
end
$$;
