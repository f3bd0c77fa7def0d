-- Verify pgpm-inflection:schemas/inflection/procedures/uncountable_words on pg

select 'inflection.uncountable_words()'::pg_catalog.regprocedure;

do $$
begin
  if (inflection.uncountable_words() @> array['accommodation', 'sheep', 'zoology']) is distinct from true then
    raise exception 'inflection.uncountable_words must list the uncountable words';
  end if;
  if not pg_catalog.has_function_privilege('public', 'inflection.uncountable_words()', 'execute') then
    raise exception 'everybody must be able to call inflection.uncountable_words()';
  end if;
end
$$;
