-- Revert pgpm-db-meta:schemas/collections_public/tables/table/indexes/databases_table_unique_name_idx from pg

drop index collections_public.databases_table_unique_name_idx;

drop function collections_private.table_name_hash(text);
