-- Revert pgpm-db-meta-modules:schemas/meta_public/tables/encrypted_secrets_module/table from pg

drop table meta_public.encrypted_secrets_module;
