-- Verify pgpm-verify:procedures/verify_view on pg

select 'public.verify_view(text)'::regprocedure;

do $$
declare
  failure text;
begin
  if public.verify_view('pg_catalog.pg_roles') is distinct from true then
    raise exception 'public.verify_view(text) must be true for what exists';
  end if;
  begin
    perform public.verify_view('pg_catalog.pg_class');
  exception
    when raise_exception then failure := sqlerrm;
  end;
  if failure is distinct from 'Nonexistent view --> pg_catalog.pg_class' then
    raise exception 'public.verify_view(text) must refuse what is missing';
  end if;
  if not has_function_privilege('public', 'public.verify_view(text)', 'execute') then
    raise exception 'everybody must be able to call public.verify_view(text)';
  end if;
end
$$;
