-- Verify pgpm-inflection:schemas/inflection/procedures/no_single_underscores on pg

select public.verify_function('inflection.no_single_underscores_in_beginning(text)', 'public');
select public.verify_function('inflection.no_single_underscores_at_end(text)', 'public');
select public.verify_function('inflection.no_single_underscores_in_middle(text)', 'public');
select public.verify_function('inflection.no_single_underscores(text)', 'public');

do $$
begin
  if inflection.no_single_underscores_in_beginning('w_a_b_cd_efg_h') is distinct from 'wa_b_cd_efg_h'
    or inflection.no_single_underscores_at_end('w_a_b_cd_efg_h') is distinct from 'w_a_b_cd_efgh'
    or inflection.no_single_underscores_in_middle('w_a_b_cd_efg_h') is distinct from 'wa_b_cd_efg_h'
    or inflection.no_single_underscores('w_a_b_cd_efg_h') is distinct from 'wab_cd_efgh' then
    raise exception 'the functions inflection.no_single_underscores… must join single letters with their neighbours';
  end if;
end
$$;
