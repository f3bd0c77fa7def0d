-- Revert pgpm-db-meta:schemas/collections_public/tables/unique_constraint/table from pg

drop table collections_public.unique_constraint;
