-- Revert pgpm-db-meta-modules:schemas/meta_public/tables/denormalized_table_field/table from pg

drop table meta_public.denormalized_table_field;
