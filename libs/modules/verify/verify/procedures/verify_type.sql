-- Verify pgpm-verify:procedures/verify_type on pg

select 'public.verify_type(text)'::regprocedure;

do $$
declare
  failure text;
begin
  if public.verify_type('pg_catalog.int4') is distinct from true then
    raise exception 'public.verify_type(text) must be true for what exists';
  end if;
  begin
    perform public.verify_type('pg_catalog.missing');
  exception
    when raise_exception then failure := sqlerrm;
  end;
  if failure is distinct from 'Nonexistent type --> pg_catalog.missing' then
    raise exception 'public.verify_type(text) must refuse what is missing';
  end if;
  if not has_function_privilege('public', 'public.verify_type(text)', 'execute') then
    raise exception 'everybody must be able to call public.verify_type(text)';
  end if;
end
$$;
