-- Revert pgpm-db-meta-modules:schemas/meta_public/tables/uuid_module/table from pg

drop table meta_public.uuid_module;
