-- Revert pgpm-db-meta:schemas/collections_public/tables/table_grant/table from pg

drop table collections_public.table_grant;
