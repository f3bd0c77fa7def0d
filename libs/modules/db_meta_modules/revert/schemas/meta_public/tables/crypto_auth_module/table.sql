-- Revert pgpm-db-meta-modules:schemas/meta_public/tables/crypto_auth_module/table from pg

drop table meta_public.crypto_auth_module;
