-- Revert pgpm-db-meta-modules:schemas/meta_public/tables/limits_module/table from pg

drop table meta_public.limits_module;
