-- Verify pgpm-db-meta:schemas/collections_public/tables/field/indexes/databases_field_uniq_names_idx on pg

select public.verify_index('collections_public.field', 'databases_field_uniq_names_idx');

do $$
begin
  if not exists (
    select from pg_catalog.pg_index as i
    where i.indexrelid = 'collections_public.databases_field_uniq_names_idx'::pg_catalog.regclass
      and i.indisvalid
      and i.indisunique
      and pg_catalog.pg_get_indexdef(i.indexrelid, 2, false) like '%_row_id|_id|_uuid|_fk|_pk%'
  ) then
    raise exception 'collections_public.databases_field_uniq_names_idx must be unique without the suffixes';
  end if;
end;
$$;
