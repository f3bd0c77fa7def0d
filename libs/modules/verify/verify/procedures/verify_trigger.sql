-- Verify pgpm-verify:procedures/verify_trigger on pg

select 'public.verify_trigger(text)'::regprocedure;

do $$
declare
  failure text;
begin
  begin
    perform public.verify_trigger('pg_catalog.missing');
  exception
    when raise_exception then failure := sqlerrm;
  end;
  if failure is distinct from 'Nonexistent trigger --> pg_catalog.missing' then
    raise exception 'public.verify_trigger(text) must refuse what is missing';
  end if;
  if not has_function_privilege('public', 'public.verify_trigger(text)', 'execute') then
    raise exception 'everybody must be able to call public.verify_trigger(text)';
  end if;
end
$$;
