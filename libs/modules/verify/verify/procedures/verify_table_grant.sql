-- Verify pgpm-verify:procedures/verify_table_grant on pg

select 'public.verify_table_grant(text, text, text)'::regprocedure;

do $$
declare
  failure text;
begin
  if public.verify_table_grant('pg_catalog.pg_class', 'SELECT', 'PUBLIC') is distinct from true then
    raise exception 'public.verify_table_grant(text, text, text) must be true for what exists';
  end if;
  begin
    perform public.verify_table_grant('pg_catalog.pg_class', 'INSERT', 'PUBLIC');
  exception
    when raise_exception then failure := sqlerrm;
  end;
  if failure is distinct from 'Nonexistent table grant --> INSERT' then
    raise exception 'public.verify_table_grant(text, text, text) must refuse what is missing';
  end if;
  if not has_function_privilege('public', 'public.verify_table_grant(text, text, text)', 'execute') then
    raise exception 'everybody must be able to call public.verify_table_grant(text, text, text)';
  end if;
end
$$;
