-- Revert pgpm-db-meta:schemas/collections_public/tables/primary_key_constraint/table from pg

drop table collections_public.primary_key_constraint;
