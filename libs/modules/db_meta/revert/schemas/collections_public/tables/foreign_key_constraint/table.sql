-- Revert pgpm-db-meta:schemas/collections_public/tables/foreign_key_constraint/table from pg

drop table collections_public.foreign_key_constraint;
