-- Revert pgpm-db-meta-modules:schemas/meta_public/tables/users_module/table from pg

drop table meta_public.users_module;
