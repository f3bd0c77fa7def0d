-- Revert pgpm-db-meta:schemas/collections_public/tables/extension/table from pg

drop table collections_public.extension;
