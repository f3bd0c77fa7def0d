-- Verify pgpm-inflection:schemas/inflection/procedures/no_consecutive_caps on pg

select public.verify_function('inflection.no_consecutive_caps_till_end(text)', 'public');
select public.verify_function('inflection.no_consecutive_caps_till_lower(text)', 'public');
select public.verify_function('inflection.no_consecutive_caps(text)', 'public');

do $$
begin
  if inflection.no_consecutive_caps_till_end('ACLWebACL') is distinct from 'ACLWebAcl' then
    raise exception 'inflection.no_consecutive_caps_till_end must lower the last run only';
  end if;
  if inflection.no_consecutive_caps_till_lower('ACLWebACL') is distinct from 'AclWebACL' then
    raise exception 'inflection.no_consecutive_caps_till_lower must lower runs in front of a lower-case letter only';
  end if;
  if inflection.no_consecutive_caps('ACLWebACL') is distinct from 'AclWebAcl' then
    raise exception 'inflection.no_consecutive_caps must lower all runs';
  end if;
end
$$;
