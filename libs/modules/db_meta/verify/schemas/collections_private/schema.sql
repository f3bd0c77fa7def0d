-- Verify pgpm-db-meta:schemas/collections_private/schema on pg

select public.verify_schema('collections_private');

select public.verify_function('collections_private.is_server()', 'public');
select public.verify_function('collections_private.tg_same_database()');

do $$
begin
  if not (
    pg_catalog.has_schema_privilege('authenticated', 'collections_private', 'usage')
    and pg_catalog.has_schema_privilege('administrator', 'collections_private', 'usage')
  ) then
    raise exception 'authenticated and administrator must have usage on schema collections_private';
  end if;
  if not exists (
    select from pg_catalog.pg_proc as p
    where p.oid = 'collections_private.tg_same_database()'::pg_catalog.regprocedure
      and p.prosecdef
      and pg_catalog.array_to_string(p.proconfig, ',') like '%search_path=%'
  ) then
    raise exception 'collections_private.tg_same_database must be security definer and pin its search_path';
  end if;
  if pg_catalog.has_function_privilege('authenticated', 'collections_private.tg_same_database()', 'execute') then
    raise exception 'authenticated must not use collections_private.tg_same_database in triggers of its own';
  end if;
end;
$$;
