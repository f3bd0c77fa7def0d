-- Revert pgpm-db-meta:schemas/collections_public/tables/index/table from pg

drop table collections_public.index;
