-- Revert pgpm-db-meta:schemas/collections_public/tables/database/table from pg

drop table collections_public.database;
