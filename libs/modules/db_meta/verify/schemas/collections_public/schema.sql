-- Verify pgpm-db-meta:schemas/collections_public/schema on pg

select public.verify_schema('collections_public');

do $$
begin
  if not (
    pg_catalog.has_schema_privilege('authenticated', 'collections_public', 'usage')
    and pg_catalog.has_schema_privilege('administrator', 'collections_public', 'usage')
  ) then
    raise exception 'authenticated and administrator must have usage on schema collections_public';
  end if;
end;
$$;
