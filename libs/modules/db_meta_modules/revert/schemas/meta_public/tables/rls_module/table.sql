-- Revert pgpm-db-meta-modules:schemas/meta_public/tables/rls_module/table from pg

drop table meta_public.rls_module;
