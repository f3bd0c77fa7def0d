-- Verify pgpm-inflection:schemas/inflection/procedures/pg_slugify on pg

select public.verify_function('inflection.pg_slugify(text, boolean)', 'public');
select public.verify_function('inflection.pg_slugify(text)', 'public');

do $$
begin
  if inflection.pg_slugify('Crème - Brûlée!', true) is distinct from 'Crème_Brûlée' then
    raise exception 'inflection.pg_slugify(text, boolean) must join words and keep accents when asked to';
  end if;
  if inflection.pg_slugify('Crème - Brûlée!') is distinct from 'Creme_Brulee' then
    raise exception 'inflection.pg_slugify(text) must join words and remove accents';
  end if;
end
$$;
