-- Verify pgpm-inflection:schemas/inflection/procedures/should_skip_uncountable on pg

select 'inflection.should_skip_uncountable(text)'::pg_catalog.regprocedure;

do $$
begin
  if inflection.should_skip_uncountable('sheep') is distinct from true then
    raise exception 'inflection.should_skip_uncountable must know the uncountable words';
  end if;
  if not pg_catalog.has_function_privilege('public', 'inflection.should_skip_uncountable(text)', 'execute') then
    raise exception 'everybody must be able to call inflection.should_skip_uncountable(text)';
  end if;
end
$$;
