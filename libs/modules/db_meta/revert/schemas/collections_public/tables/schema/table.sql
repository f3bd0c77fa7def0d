-- Revert pgpm-db-meta:schemas/collections_public/tables/schema/table from pg

drop table collections_public.schema;
