-- Revert pgpm-db-meta-modules:schemas/meta_public/tables/levels_module/table from pg

drop table meta_public.levels_module;
