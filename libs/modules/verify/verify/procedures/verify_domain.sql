-- Verify pgpm-verify:procedures/verify_domain on pg

select 'public.verify_domain(text)'::regprocedure;

do $$
declare
  failure text;
begin
  if public.verify_domain('information_schema.cardinal_number') is distinct from true then
    raise exception 'public.verify_domain(text) must be true for what exists';
  end if;
  begin
    perform public.verify_domain('pg_catalog.int4');
  exception
    when raise_exception then failure := sqlerrm;
  end;
  if failure is distinct from 'Nonexistent type --> pg_catalog.int4' then
    raise exception 'public.verify_domain(text) must refuse what is missing';
  end if;
  if not has_function_privilege('public', 'public.verify_domain(text)', 'execute') then
    raise exception 'everybody must be able to call public.verify_domain(text)';
  end if;
end
$$;
