-- Revert pgpm-db-meta-modules:schemas/meta_public/tables/connected_accounts_module/table from pg

drop table meta_public.connected_accounts_module;
