-- Revert pgpm-db-meta-modules:schemas/meta_public/tables/default_ids_module/table from pg

drop table meta_public.default_ids_module;
