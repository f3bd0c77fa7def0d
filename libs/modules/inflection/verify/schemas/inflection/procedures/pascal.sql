-- Verify pgpm-inflection:schemas/inflection/procedures/pascal on pg

select 'inflection.pascal(text)'::pg_catalog.regprocedure;

do $$
begin
  if inflection.pascal('user_id') is distinct from 'UserId' then
    raise exception 'inflection.pascal must give PascalCase';
  end if;
  if not pg_catalog.has_function_privilege('public', 'inflection.pascal(text)', 'execute') then
    raise exception 'everybody must be able to call inflection.pascal(text)';
  end if;
end
$$;
