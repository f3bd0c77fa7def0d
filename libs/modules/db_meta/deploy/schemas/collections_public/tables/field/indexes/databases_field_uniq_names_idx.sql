-- Deploy pgpm-db-meta:schemas/collections_public/tables/field/indexes/databases_field_uniq_names_idx to pg
-- requires: schemas/collections_public/schema
-- requires: schemas/collections_public/tables/field/table

-- owner and owner_id get the same name in the GraphQL layer, so a table has one of them.
create unique index databases_field_uniq_names_idx
on collections_public.field (
  table_id,
  decode(md5(lower(regexp_replace(name, '^(.+?)(?:_row_id|_id|_uuid|_fk|_pk)$', '\1', 'i'))), 'hex')
);
