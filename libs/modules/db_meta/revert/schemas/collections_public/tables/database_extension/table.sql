-- Revert pgpm-db-meta:schemas/collections_public/tables/database_extension/table from pg

drop table collections_public.database_extension;
