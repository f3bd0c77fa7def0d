-- Revert pgpm-db-meta-modules:schemas/meta_public/tables/permissions_module/table from pg

drop table meta_public.permissions_module;
