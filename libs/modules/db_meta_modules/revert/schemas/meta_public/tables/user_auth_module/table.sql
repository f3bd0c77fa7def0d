-- Revert pgpm-db-meta-modules:schemas/meta_public/tables/user_auth_module/table from pg

drop table meta_public.user_auth_module;
