-- Verify pgpm-inflection:schemas/inflection/procedures/slugify on pg

select public.verify_function('inflection.slugify(text, boolean)', 'public');
select public.verify_function('inflection.slugify(text)', 'public');

do $$
begin
  if inflection.slugify('Crème Brûlée!', true) is distinct from 'crème-brûlée' then
    raise exception 'inflection.slugify(text, boolean) must join words and keep accents when asked to';
  end if;
  if inflection.slugify('Crème Brûlée!') is distinct from 'creme-brulee' then
    raise exception 'inflection.slugify(text) must join words and remove accents';
  end if;
end
$$;
