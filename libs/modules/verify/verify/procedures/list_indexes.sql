-- Verify pgpm-verify:procedures/list_indexes on pg

select 'public.list_indexes(text, text)'::regprocedure;

do $$
begin
  if (select count(*) from public.list_indexes('pg_catalog.pg_class', 'pg_class_oid_index')) <> 1 then
    raise exception 'public.list_indexes(text, text) must list an index of pg_catalog.pg_class';
  end if;
  if not has_function_privilege('public', 'public.list_indexes(text, text)', 'execute') then
    raise exception 'everybody must be able to call public.list_indexes(text, text)';
  end if;
end
$$;
