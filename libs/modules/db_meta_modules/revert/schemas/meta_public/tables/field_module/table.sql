-- Revert pgpm-db-meta-modules:schemas/meta_public/tables/field_module/table from pg

drop table meta_public.field_module;
