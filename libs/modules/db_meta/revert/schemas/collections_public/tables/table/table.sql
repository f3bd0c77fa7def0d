-- Revert pgpm-db-meta:schemas/collections_public/tables/table/table from pg

drop table collections_public.table;
