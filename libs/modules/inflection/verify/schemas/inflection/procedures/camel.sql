-- Verify pgpm-inflection:schemas/inflection/procedures/camel on pg

select 'inflection.camel(text)'::pg_catalog.regprocedure;

do $$
begin
  if inflection.camel('user_id') is distinct from 'userId' then
    raise exception 'inflection.camel must give camelCase';
  end if;
  if not pg_catalog.has_function_privilege('public', 'inflection.camel(text)', 'execute') then
    raise exception 'everybody must be able to call inflection.camel(text)';
  end if;
end
$$;
