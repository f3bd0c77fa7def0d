-- Revert pgpm-db-meta-modules:schemas/meta_public/tables/secrets_module/table from pg

drop table meta_public.secrets_module;
