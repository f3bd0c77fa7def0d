-- Verify pgpm-verify:procedures/verify_schema on pg

select 'public.verify_schema(text)'::regprocedure;

do $$
declare
  failure text;
begin
  if public.verify_schema('pg_catalog') is distinct from true then
    raise exception 'public.verify_schema(text) must be true for what exists';
  end if;
  begin
    perform public.verify_schema('PG_CATALOG');
  exception
    when raise_exception then failure := sqlerrm;
  end;
  if failure is distinct from 'Nonexistent schema --> PG_CATALOG' then
    raise exception 'public.verify_schema(text) must refuse what is missing';
  end if;
  if not has_function_privilege('public', 'public.verify_schema(text)', 'execute') then
    raise exception 'everybody must be able to call public.verify_schema(text)';
  end if;
end
$$;
