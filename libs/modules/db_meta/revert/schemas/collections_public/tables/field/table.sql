-- Revert pgpm-db-meta:schemas/collections_public/tables/field/table from pg

drop table collections_public.field;
