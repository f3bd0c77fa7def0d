-- Verify pgpm-verify:procedures/verify_index on pg

select 'public.verify_index(text, text)'::regprocedure;

do $$
declare
  failure text;
begin
  if public.verify_index('pg_catalog.pg_class', 'pg_class_oid_index') is distinct from true then
    raise exception 'public.verify_index(text, text) must be true for what exists';
  end if;
  begin
    perform public.verify_index('pg_catalog.pg_class', 'missing');
  exception
    when raise_exception then failure := sqlerrm;
  end;
  if failure is distinct from 'Nonexistent index --> missing' then
    raise exception 'public.verify_index(text, text) must refuse what is missing';
  end if;
  if not has_function_privilege('public', 'public.verify_index(text, text)', 'execute') then
    raise exception 'everybody must be able to call public.verify_index(text, text)';
  end if;
end
$$;
