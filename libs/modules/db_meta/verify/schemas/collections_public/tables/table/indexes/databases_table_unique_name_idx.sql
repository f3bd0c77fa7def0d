-- Verify pgpm-db-meta:schemas/collections_public/tables/table/indexes/databases_table_unique_name_idx on pg

select public.verify_function('collections_private.table_name_hash(text)', 'public');
select public.verify_index('collections_public.table', 'databases_table_unique_name_idx');

do $$
begin
  if not exists (
    select from pg_catalog.pg_index as i
    where i.indexrelid = 'collections_public.databases_table_unique_name_idx'::pg_catalog.regclass
      and i.indisvalid
      and i.indisunique
  ) then
    raise exception 'collections_public.databases_table_unique_name_idx must be unique';
  end if;
  if pg_catalog.encode(collections_private.table_name_hash('Person'), 'hex') is distinct from pg_catalog.md5('people') then
    raise exception 'collections_private.table_name_hash must be the hash of the plural';
  end if;
end;
$$;
