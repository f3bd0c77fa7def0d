-- Verify pgpm-verify:procedures/verify_policy on pg

select 'public.verify_policy(text, text)'::regprocedure;

do $$
declare
  failure text;
begin
  begin
    perform public.verify_policy('missing', 'pg_catalog.pg_class');
  exception
    when raise_exception then failure := sqlerrm;
  end;
  if failure is distinct from 'Nonexistent policy or missing relrowsecurity --> missing' then
    raise exception 'public.verify_policy(text, text) must refuse what is missing';
  end if;
  if not has_function_privilege('public', 'public.verify_policy(text, text)', 'execute') then
    raise exception 'everybody must be able to call public.verify_policy(text, text)';
  end if;
end
$$;
