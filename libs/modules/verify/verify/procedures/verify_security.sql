-- Verify pgpm-verify:procedures/verify_security on pg

select 'public.verify_security(text)'::regprocedure;

do $$
declare
  failure text;
begin
  begin
    perform public.verify_security('pg_catalog.pg_class');
  exception
    when raise_exception then failure := sqlerrm;
  end;
  if failure is distinct from 'Nonexistent security --> pg_catalog.pg_class' then
    raise exception 'public.verify_security(text) must refuse what is missing';
  end if;
  if not has_function_privilege('public', 'public.verify_security(text)', 'execute') then
    raise exception 'everybody must be able to call public.verify_security(text)';
  end if;
end
$$;
