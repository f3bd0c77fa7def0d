-- Verify pgpm-verify:procedures/verify_table on pg

select 'public.verify_table(text)'::regprocedure;

do $$
declare
  failure text;
begin
  if public.verify_table('pg_catalog.pg_class') is distinct from true then
    raise exception 'public.verify_table(text) must be true for what exists';
  end if;
  begin
    perform public.verify_table('pg_catalog.missing');
  exception
    when raise_exception then failure := sqlerrm;
  end;
  if failure is distinct from 'Nonexistent table --> pg_catalog.missing' then
    raise exception 'public.verify_table(text) must refuse what is missing';
  end if;
  if not has_function_privilege('public', 'public.verify_table(text)', 'execute') then
    raise exception 'everybody must be able to call public.verify_table(text)';
  end if;
end
$$;
