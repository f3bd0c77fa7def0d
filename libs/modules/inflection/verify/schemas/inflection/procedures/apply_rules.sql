-- Verify pgpm-inflection:schemas/inflection/procedures/apply_rules on pg

select 'inflection.apply_rules(text, text)'::pg_catalog.regprocedure;

do $$
begin
  if inflection.apply_rules('black sheep', 'plural') is distinct from 'black sheep' then
    raise exception 'inflection.apply_rules must leave uncountable words alone';
  end if;
  if not pg_catalog.has_function_privilege('public', 'inflection.apply_rules(text, text)', 'execute') then
    raise exception 'everybody must be able to call inflection.apply_rules(text, text)';
  end if;
end
$$;
