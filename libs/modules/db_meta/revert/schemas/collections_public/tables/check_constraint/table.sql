-- Revert pgpm-db-meta:schemas/collections_public/tables/check_constraint/table from pg

drop table collections_public.check_constraint;
